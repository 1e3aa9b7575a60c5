"""An arrival with promises is called off while another does the same, or while somebody orders goods of it.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

from datetime import date
from typing import Any

import pytest

from optom.domain.credit import locks
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered_rows
from optom.domain.orders.actions import calling_off, reservations
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Arrival
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import without_locks
from tests.races.together import Meanwhile, met_after, met_after_reading, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
SOON = date(2026, 12, 1)


def promised(delivery: Delivery) -> tuple[int, int]:
    """Of the eleven that Alice orders six stand there, five of ten that come are promised; her line, the arrival."""
    bearing = delivery.firm.product("6204", price=10, on_hand=6)
    arrival = delivery.firm.arrival(bearing, 10, SOON)
    [line] = delivery.order((bearing, 11))
    return line, arrival


def call_off(delivery: Delivery, arrival: int) -> int:
    return orders.call_off(arrivals=[arrival], actor=None, at=delivery.at)


def ordered(buyer: Delivery, line: int) -> Meanwhile:
    """Bob orders three of the same goods: none stands there, so they are promised to him of what comes."""
    lines = [OrderLine(Line.objects.get(pk=line).product_id, dec(3))]
    return Meanwhile(
        lambda: orders.place(contract=buyer.contract, lines=lines, key="bob", actor=buyer.alice, at=buyer.at)
    )


def reserved(contract: int) -> int:
    return int(Line.objects.get(contract_id=contract).reserved)


def both_call_off(delivery: Delivery, arrival: int, patch: pytest.MonkeyPatch) -> list[Any]:
    """At the same moment both know what is promised of it."""
    patch.setattr(ordered_rows, "promised_of", met_after(ordered_rows.promised_of))
    return together(*[lambda: call_off(delivery, arrival)] * 2)


def test_without_locks_a_line_loses_twice_what_does_not_come(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    _line, arrival = promised(delivery)
    without_locks(monkeypatch, locks._sql, "lock_each")
    without_locks(monkeypatch, reservations._sql, "lock_lines")
    without_locks(monkeypatch, calling_off._sql, "lock_lines")
    without_locks(monkeypatch, stock._sql, "lock_coming", "lock_holds_of_arrivals")
    met_after_reading(monkeypatch, stock._sql, "lock_holds_of_arrivals")

    assert both_call_off(delivery, arrival, monkeypatch) == [1, 1]
    assert reserved(delivery.contract) == 1, "the harm: six stand there for her"
    assert all_books() != []


def test_what_two_call_off_at_once_is_lost_once(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    _line, arrival = promised(delivery)

    answers = both_call_off(delivery, arrival, monkeypatch)

    assert (sorted(refusals(answers)), answers.count(1)) == (["stock.arrival_unknown"], 1)
    assert reserved(delivery.contract) == 6
    assert all_books() == []


def test_without_a_look_at_whose_the_promises_are_one_is_broken_that_nobody_tells_of(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, arrival = promised(delivery)
    quick, blind = ordered(bob, line), stock.call_off
    monkeypatch.setattr(ordered_rows, "promised_of", quick.after(ordered_rows.promised_of))

    def of_anybody(**named: Any) -> Any:
        return blind(**named | {"owners": Line.objects.values_list("id", flat=True)})

    monkeypatch.setattr(stock, "call_off", of_anybody)

    assert call_off(delivery, arrival) == 1
    assert isinstance(quick.answer(), orders.Placed)
    assert reserved(bob.contract) == 3, "the harm: nothing is held for him any more"
    assert all_books() != []


def test_who_is_promised_goods_of_it_meanwhile_is_told_at_the_next_try(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, arrival = promised(delivery)
    quick = ordered(bob, line)
    monkeypatch.setattr(ordered_rows, "promised_of", quick.after(ordered_rows.promised_of))

    assert refusals(together(lambda: call_off(delivery, arrival))) == ["stock.busy"]
    assert isinstance(quick.answer(), orders.Placed)
    assert (reserved(delivery.contract), reserved(bob.contract)) == (11, 3)
    assert all_books() == []

    assert call_off(delivery, arrival) == 2
    assert (reserved(delivery.contract), reserved(bob.contract)) == (6, 0)
    assert all_books() == []


def ordered_of_what_is_called_off(delivery: Delivery, bob: Delivery, patch: pytest.MonkeyPatch) -> Any:
    """Bob orders when nothing of it is to come any more, but nobody else can see that yet; what his order came to."""
    line, arrival = promised(delivery)
    late = ordered(bob, line)
    patch.setattr(stock, "call_off", late.after(stock.call_off))
    assert call_off(delivery, arrival) == 1
    return late.answer()


def test_without_locks_goods_are_promised_that_do_not_come(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, stock._sql, "lock_balances", "lock_arrivals")

    answer = ordered_of_what_is_called_off(delivery, bob, monkeypatch)

    assert refusals([answer]) == ["IntegrityError"], "the harm: only the constraint stops it"


def test_who_orders_of_what_is_being_called_off_waits(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ordered_of_what_is_called_off(delivery, bob, monkeypatch)

    assert isinstance(answer, orders.Placed)
    assert (reserved(delivery.contract), reserved(bob.contract)) == (6, 0)
    assert int(Arrival.objects.get().held) == 0
    assert all_books() == []
