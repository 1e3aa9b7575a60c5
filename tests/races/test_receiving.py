"""Something else came of a supplier's order while a list of arrivals is loaded, or while somebody orders both goods.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.purchasing import actions, receiving
from optom.domain.purchasing.actions import Came, Confirmed, Instead
from optom.domain.purchasing.models import SupplierLine
from optom.domain.stock import arriving
from optom.domain.stock.importing import ArrivalRow, import_arrivals
from optom.domain.stock.models import Arrival, Balance
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile, refusals
from tests.trade import dec

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("books_agree")]


@pytest.fixture
def other(delivery: Delivery) -> int:
    """Comes before the bearing in every order of locks; some of it stands there."""
    return delivery.firm.product("6203", price=10, on_hand=3)


@pytest.fixture
def line(delivery: Delivery, other: int) -> SupplierLine:
    """Ten of a bearing are confirmed by a supplier; one stands there."""
    product = delivery.firm.product("6204", price=10, on_hand=1)
    assert other < product
    supplier = Supplier.objects.create(name="Опора", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="")
    offer = Offer.objects.create(supplier=supplier, feed=feed, number="1", product_id=product, matched="hand")
    Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=delivery.at)
    anna, at = delivery.firm.person("anna", "purchaser"), delivery.at
    actions.keep_at_least(products=[product], quantity=dec(11), actor=anna, at=at)
    [made] = actions.order_needs(warehouse=delivery.firm.moscow, actor=anna, at=at)
    actions.send(order=made.order, actor=anna, at=at)
    line = SupplierLine.objects.get()
    said = Confirmed(line.pk, line.quantity, dec(100), business_day(at) + timedelta(days=3))
    actions.confirm(order=made.order, lines=[said], actor=anna, at=at)
    line.refresh_from_db()
    return line


def receive(delivery: Delivery, line: SupplierLine, other: int) -> int:
    """Nine came, and two of another product instead of the tenth."""
    instead = [Instead(line.pk, other, dec(2), dec(90))]
    came = [Came(line.pk, dec(9))]
    return actions.receive(order=line.order_id, came=came, instead=instead, actor=delivery.walter, at=delivery.at)


def load(delivery: Delivery, line: SupplierLine) -> None:
    """A list names the supplier's paper with another day."""
    row = ArrivalRow("6204", dec(10), later(delivery), "MSK", reference=f"PO-{line.order_id}")
    import_arrivals([row], at=delivery.at)


def later(delivery: Delivery) -> date:
    """Another day than the supplier's."""
    return business_day(delivery.at) + timedelta(days=9)


def order(delivery: Delivery, line: SupplierLine, other: int) -> None:
    """One of both goods, which stands there."""
    wanted = [OrderLine(product, dec(1)) for product in (other, line.product_id)]
    orders.place(contract=delivery.contract, lines=wanted, key="both", actor=delivery.alice, at=delivery.at)


def met(patch: pytest.MonkeyPatch, came: Callable[[], Any], act: Callable[[], Any]) -> list[str]:
    """The act begins when the first goods that came are locked."""
    meanwhile = Meanwhile(act)
    patch.setattr(arriving, "_coming", meanwhile.after(arriving._coming))
    try:
        answer = came()
    except Refusal as refusal:
        answer = refusal
    return refusals([answer, meanwhile.answer()])


def one_after_the_other(patch: pytest.MonkeyPatch) -> None:
    """As it was: what came is received, then what came instead is announced and received."""
    announce, real = receiving._announced_instead, arriving.receive_arrivals
    last: list[tuple[int, ...]] = []

    def receive_arrivals(come: Any, **of: Any) -> None:
        real(come, **of)
        real(announce(*last.pop(), at=of["at"]), **of)

    def not_yet(*given: int, **_more: Any) -> list[Any]:
        last.append(given)
        return []

    patch.setattr(receiving, "take_turn", lambda: None)
    patch.setattr(receiving, "lock_coming", lambda _arrivals: None)
    patch.setattr(receiving, "receive_arrivals", receive_arrivals)
    patch.setattr(receiving, "_announced_instead", not_yet)


def test_without_the_turn_first_a_list_and_a_receipt_wait_for_each_other(
    delivery: Delivery, line: SupplierLine, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_after_the_other(monkeypatch)

    undone = met(monkeypatch, lambda: receive(delivery, line, other), lambda: load(delivery, line))

    assert len(undone) == 1, "the harm: a circle, out of which the database throws one of them"


def test_a_list_waits_for_a_receipt(
    delivery: Delivery, line: SupplierLine, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert met(monkeypatch, lambda: receive(delivery, line, other), lambda: load(delivery, line)) == []
    arrival = Arrival.objects.get(reference=f"PO-{line.order_id}")
    assert (arrival.received, arrival.expected_on) == (9, later(delivery)), "of the rest"
    assert Balance.objects.get(product=other).on_hand == 5


def test_without_one_order_of_locks_a_buyer_and_a_receipt_wait_for_each_other(
    delivery: Delivery, line: SupplierLine, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_after_the_other(monkeypatch)

    undone = met(monkeypatch, lambda: receive(delivery, line, other), lambda: order(delivery, line, other))

    assert len(undone) == 1, "the harm"


def test_what_came_and_what_came_instead_is_locked_in_one_order(
    delivery: Delivery, line: SupplierLine, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert met(monkeypatch, lambda: receive(delivery, line, other), lambda: order(delivery, line, other)) == []
    held = {one.product_id: (one.on_hand, one.held) for one in Balance.objects.all()}
    assert held == {other: (5, 1), line.product_id: (10, 1)}
