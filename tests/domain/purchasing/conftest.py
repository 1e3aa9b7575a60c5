"""Who buys and who receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from collections.abc import Iterator
    from datetime import datetime

    from tests.domain.orders.reserves import Reserves
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


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


@pytest.fixture
def buyer(contract: int, alice: int, at: datetime) -> Reserves:
    """Alice, to whom goods of suppliers may be promised."""
    from optom.domain.companies.models import Terms  # noqa: PLC0415
    from tests.domain.orders.reserves import Reserves  # noqa: PLC0415

    Terms.objects.filter(contract_id=contract).update(from_suppliers=True)
    return Reserves(contract, alice, at)


@pytest.fixture
def books_agree(db: None) -> Iterator[None]:
    """A day that is up to nine later is nobody's concern; whatever becomes of promises, the books agree at the end."""
    from optom.domain.orders import queries as of_orders  # noqa: PLC0415
    from optom.domain.purchasing import queries as purchasing  # noqa: PLC0415
    from optom.domain.purchasing.models import Weights  # noqa: PLC0415
    from optom.domain.stock import queries as stock  # noqa: PLC0415

    Weights.objects.update(tolerance_days=9)
    yield
    assert stock.broken_books() == []
    assert of_orders.broken_books() == []
    assert purchasing.broken_books() == []
