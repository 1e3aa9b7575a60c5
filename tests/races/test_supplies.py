"""Two buyers and a supplier's last piece; a shorter list in the middle of an order: nothing is promised twice."""

from collections.abc import Callable
from typing import Any

import pytest

from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import actions as stock
from optom.domain.stock import queries
from optom.domain.stock.models import Supply
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import without_constraint
from tests.races.together import met_after, refusals, together
from tests.supplied import supplied
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def last(delivery: Delivery, bob: Delivery) -> int:
    """One piece that a supplier has; both may be promised it."""
    Terms.objects.filter(contract_id__in=[delivery.contract, bob.contract]).update(from_suppliers=True)
    product = delivery.firm.product("6204", price=100)
    supplied(delivery.firm.moscow, delivery.at, (71, product, 1, 2))
    return product


def order(buyer: Delivery, product: int, key: str) -> Callable[[], Any]:
    lines = [OrderLine(product, dec(1))]
    return lambda: orders.place(contract=buyer.contract, lines=lines, key=key, actor=buyer.alice, at=buyer.at)


def both_want(last: int, alice: Delivery, bob: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    patch.setattr(stock, "lock_supplies", met_after(stock.lock_supplies))
    return together(order(alice, last, "a"), order(bob, last, "b"))


def without_locks(patch: pytest.MonkeyPatch) -> None:
    """Supplies are looked at, not locked."""
    patch.setattr(stock, "lock_supplies", queries.supplies)


def test_without_lock_and_constraint_the_last_piece_is_promised_twice(
    delivery: Delivery, bob: Delivery, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    with without_constraint("stock_supply", "stock_supply_not_oversold"):
        assert refusals(both_want(last, delivery, bob, monkeypatch)) == []
        assert Supply.objects.get().taken == 2, "the harm"


def test_without_the_lock_the_constraint_still_stops_the_second_buyer(
    delivery: Delivery, bob: Delivery, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)

    assert refusals(both_want(last, delivery, bob, monkeypatch)) == ["IntegrityError"]
    assert Supply.objects.get().taken == 1


def test_one_gets_the_last_piece_and_the_other_waits(
    delivery: Delivery, bob: Delivery, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(both_want(last, delivery, bob, monkeypatch)) == []
    assert sorted(Line.objects.values_list("reserved", flat=True)) == [0, 1]
    assert all_books() == []
