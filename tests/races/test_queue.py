"""Those who wait and those who come: nobody passes, nothing is given twice.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from optom.domain.credit import actions as credit
from optom.domain.orders import actions as orders
from optom.domain.orders import waiting as waiting_lines
from optom.domain.orders.actions import keeping, reservations, serving
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import actions as stock
from optom.domain.stock.rules import Source
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import without_locks
from tests.races.together import Meanwhile, met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


def order(buyer: Delivery, product: int, quantity: int, key: str) -> Callable[[], orders.Placed]:
    lines = [OrderLine(product, dec(quantity))]
    return lambda: orders.place(contract=buyer.contract, lines=lines, key=key, actor=buyer.alice, at=buyer.at)


def waiting(delivery: Delivery, bob: Delivery) -> tuple[int, int, int]:
    """Ten pieces have come; Alice waits for eight of them, Bob behind her for eight."""
    product = delivery.firm.product("6204", price=100)
    [first] = delivery.order((product, 8))
    [second] = bob.order((product, 8))
    delivery.firm.stock(product, 10)
    return product, first, second


def reserved(*lines: int) -> list[int]:
    found = dict(Line.objects.filter(pk__in=lines).values_list("id", "reserved"))
    return [int(found[line]) for line in lines]


def both_serve(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Two workers look at the same moment: both have the same plan before either has done anything."""
    patch.setattr(serving, "_plan", met_after(serving._plan))
    return together(*[lambda: orders.serve_waiting(at=delivery.at)] * 2)


def test_without_locks_two_workers_give_the_same_goods_to_the_same_lines_twice(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(delivery, bob)
    without_locks(monkeypatch, credit._sql, "lock_idle")
    without_locks(monkeypatch, stock._sql, "lock_free")
    without_locks(monkeypatch, reservations._sql, "lock_lines")
    monkeypatch.setattr(waiting_lines, "still_there", met_after(waiting_lines.still_there))

    assert "IntegrityError" in refusals(both_serve(delivery, monkeypatch)), "the harm: only the constraints stop it"


def test_two_workers_serve_every_line_once(delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    _product, first, second = waiting(delivery, bob)

    assert refusals(both_serve(delivery, monkeypatch)) == []
    assert reserved(first, second) == [8, 2]
    assert all_books() == []


def quick_newcomer(delivery: Delivery, bob: Delivery, patch: pytest.MonkeyPatch) -> tuple[list[int], int]:
    """He orders five between the look at the queue and the giving out; what the two who wait and he have in the end."""
    product, first, second = waiting(delivery, bob)
    quick = Meanwhile(order(bob, product, 5, "quick"))
    patch.setattr(serving, "_plan", quick.after(serving._plan))
    orders.serve_waiting(at=delivery.at)
    assert isinstance(quick.answer(), orders.Placed)
    orders.serve_waiting(at=delivery.at)
    return reserved(first, second), int(Line.objects.exclude(pk__in=[first, second]).get().reserved)


def test_a_newcomer_who_does_not_look_at_the_queue_passes_it(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "unspoken", lambda sources, at: list(sources))  # noqa: ARG005

    assert quick_newcomer(delivery, bob, monkeypatch) == ([5, 0], 5), "the harm: eight were Alice's"
    assert all_books() == []


def test_a_newcomer_who_orders_while_goods_are_given_out_takes_nothing_of_those_who_wait(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quick_newcomer(delivery, bob, monkeypatch) == ([8, 2], 0)
    assert all_books() == []


def joined_while_waited(delivery: Delivery, bob: Delivery, patch: pytest.MonkeyPatch, *, asks_late: bool) -> list[int]:
    """Bob comes to the goods; before he has their lock, Alice joins the queue and five pieces come."""
    product = delivery.firm.product("6204", price=100)
    arrival = delivery.firm.arrival(product, 5, date(2026, 12, 1))
    delivery.order((product, 5))  # what comes is promised, so that who comes next waits
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    [promised] = Line.objects.values_list("id", flat=True)

    def joins_and_frees() -> None:
        order(delivery, product, 4, "joins")()
        stock.receive(arrival=arrival, quantity=dec(5), at=delivery.at)
        orders.release(quantities={promised: dec(5)}, **facts)

    ask = keeping.unspoken
    early: list[Any] = []
    lock = stock.lock_on_hand

    def locked(*, contract: int, products: Sequence[int]) -> list[Any]:
        if contract == bob.contract:
            early.append(ask([Source(product, delivery.firm.moscow, dec(5))], delivery.at))
            assert refusals(together(joins_and_frees)) == []
        return lock(contract=contract, products=products)

    patch.setattr(stock, "lock_on_hand", locked)
    if not asks_late:
        patch.setattr(keeping, "unspoken", lambda sources, at: early[0] if early else ask(sources, at))
    order(bob, product, 3, "bob")()
    return [int(line.reserved) for line in Line.objects.filter(contract_id=bob.contract)]


def test_who_asks_for_the_queue_before_he_has_the_goods_passes_those_who_join_it_meanwhile(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert joined_while_waited(delivery, bob, monkeypatch, asks_late=False) == [3], "the harm: four were Alice's"


def test_who_joins_the_queue_while_another_waits_for_the_goods_stands_before_him(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert joined_while_waited(delivery, bob, monkeypatch, asks_late=True) == [1]
    assert all_books() == []


def test_a_line_that_is_cancelled_while_goods_are_given_out_gets_nothing(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    _product, first, second = waiting(delivery, bob)
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    gone = Meanwhile(lambda: orders.cancel(lines=[first], **facts))
    monkeypatch.setattr(serving, "_plan", gone.after(serving._plan))

    while orders.serve_waiting(at=delivery.at):
        pass

    assert reserved(first, second) == [0, 8]
    assert all_books() == []
