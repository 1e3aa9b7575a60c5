"""Who buys and who receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.domain.purchasing.buying import Buying
    from tests.trade import Firm


@pytest.fixture
def buying(firm: Firm, at: datetime) -> Buying:
    """Nothing is ordered yet."""
    from tests.domain.purchasing.buying import Buying  # noqa: PLC0415

    return Buying(firm, firm.person("paula", "purchaser"), firm.person("walter", "warehouse"), at)


@pytest.fixture
def bearing(firm: Firm, at: datetime) -> int:
    """Nobody has any; two suppliers offer it."""
    from tests.domain.purchasing.test_best_offers import offer  # noqa: PLC0415

    product = firm.product("6204", price=200)
    offer(firm, product, "Близкий", "100", with_vat=False, at=at)
    offer(firm, product, "Далёкий", "110", with_vat=False, at=at)
    return product
