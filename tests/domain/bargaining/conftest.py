"""Paula, who bargains, now: links expire by the clock of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.domain.bargaining.asking import Bargain
    from tests.trade import Firm


@pytest.fixture
def at() -> datetime:
    """The present moment."""
    return timezone.now()


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


@pytest.fixture
def bargain(firm: Firm, paula: int, at: datetime) -> Bargain:
    """She has asked nobody yet."""
    from tests.domain.bargaining.asking import Bargain  # noqa: PLC0415

    return Bargain(firm, paula, at)


@pytest.fixture
def bearing(firm: Firm, at: datetime) -> int:
    """We buy it of Near at 100."""
    from tests.domain.purchasing.test_best_offers import offer  # noqa: PLC0415

    product = firm.product("6204", price=200)
    offer(firm, product, "Близкий", "100", with_vat=False, at=at)
    return product
