"""One buyer, two connections: no limit is overrun, nothing is asked for twice, nothing leaves twice.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

from datetime import date, timedelta

import pytest

from optom.base.refusal import Refusal
from optom.domain.credit import actions as credit
from optom.domain.credit import locks
from optom.domain.credit.queries import AccountRow
from optom.domain.orders import actions as orders
from optom.domain.orders.actions import reservations
from optom.domain.orders.models import Line
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.actions import delivery as answering
from optom.domain.shipping.actions import shared
from optom.domain.shipping.models import Shipment
from optom.domain.shipping.rules import Arrived
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Balance, Hold
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered, without_any_lock, without_constraint, without_locks
from tests.races.together import Meanwhile, met_after, met_after_running, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines(delivery: Delivery) -> list[int]:
    """Two lines of 8 at 100.00: each fits into the limit of a thousand, both don't."""
    products = [delivery.firm.product(article, price=100, on_hand=8) for article in ("6204", "6205")]
    return delivery.order(*((product, 8) for product in products))


def without_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(credit, "lock", _no_lock)


def _no_lock(contract: int) -> AccountRow:
    assert contract
    return AccountRow(dec(0), dec(0), dec(0))


def both_requests(delivery: Delivery, lines: list[int], patch: pytest.MonkeyPatch) -> list[object]:
    patch.setattr(shipments, "verdict", met_after(shipments.verdict))
    return together(*(lambda line=line: delivery.request((line, 8)) for line in lines))


def test_without_the_lock_two_requests_overrun_one_limit(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)

    assert refusals(both_requests(delivery, lines, monkeypatch)) == []
    assert delivery.account.headroom == dec(-600), "the harm"


def test_two_requests_over_one_limit(delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = both_requests(delivery, lines, monkeypatch)

    assert refusals(answers) == ["credit.exceeded"]
    [refusal] = [answer for answer in answers if isinstance(answer, Exception)]
    assert refusal.facts["pay"] == dec(600)  # type: ignore[attr-defined]
    assert delivery.account.headroom == dec(200)
    assert all_books() == []


def pressed_twice(delivery: Delivery, line: int, patch: pytest.MonkeyPatch) -> list[object]:
    patch.setattr(shipments, "shipments_with", met_after(shipments.shipments_with))
    return together(*[lambda: delivery.request((line, 2), key="pressed twice")] * 2)


def test_without_lock_and_constraint_a_button_pressed_twice_ships_twice(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)
    with without_constraint("shipping_shipment", "shipping_shipment_key_once"):
        pressed_twice(delivery, lines[0], monkeypatch)

        assert Shipment.objects.count() == 2, "the harm"


def test_without_the_lock_the_constraint_still_stops_the_second_press(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)

    assert refusals(pressed_twice(delivery, lines[0], monkeypatch)) == ["IntegrityError"]
    assert delivery.account.committed == dec(200)


def test_a_button_pressed_twice_ships_once(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pressed_twice(delivery, lines[0], monkeypatch)

    assert first == second
    assert delivery.account.committed == dec(200)
    assert all_books() == []


def sent_twice(delivery: Delivery, line: int, patch: pytest.MonkeyPatch) -> list[object]:
    """The line is asked for by another shipment too: else a constraint of the order's line would stop the second."""
    [shipment] = delivery.request((line, 3))
    delivery.request((line, 3))
    patch.setattr(shared, "asked_lines", met_after(shared.asked_lines))
    return together(*[lambda: delivery.dispatch(shipment)] * 2)


def test_without_locks_a_shipment_leaves_twice(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)
    without_locks(monkeypatch, shared._sql, "lock_shipment")

    assert refusals(sent_twice(delivery, lines[0], monkeypatch)) == []
    assert delivery.debt == dec(600), "the harm: 300.00 left once and is owed twice"


def test_a_shipment_leaves_once(delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = sent_twice(delivery, lines[0], monkeypatch)

    assert refusals(answers) == ["shipping.already_dispatched"]
    assert (delivery.debt, delivery.account.committed) == (dec(300), dec(300))
    assert Balance.objects.get(product__article="6204").on_hand == dec(5)
    assert all_books() == []


def test_taking_back_and_sending_at_once_does_one_of_them(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    [shipment] = delivery.request((lines[0], 3))
    monkeypatch.setattr(shared, "asked_lines", met_after(shared.asked_lines))

    answers = together(
        lambda: delivery.dispatch(shipment),
        lambda: shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at),
    )

    assert refusals(answers) in (["shipping.already_dispatched"], ["shipping.is_cancelled"])
    assert delivery.account.committed == 0
    assert all_books() == []


def given_back_and_sent(delivery: Delivery, line: int, patch: pytest.MonkeyPatch) -> list[object]:
    """Five of eight leave while the other three are given back; both have read that eight are held."""
    [shipment] = delivery.request((line, 5))
    patch.setattr(stock, "lock_holds", met_after(stock.lock_holds))
    three = {line: dec(3)}
    return together(
        lambda: delivery.dispatch(shipment),
        lambda: orders.release(contract=delivery.contract, quantities=three, actor=delivery.alice, at=delivery.at),
    )


def test_without_locks_goods_that_left_or_were_given_back_stay_held(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)
    without_locks(monkeypatch, reservations._sql, "lock_lines")
    without_locks(monkeypatch, stock._sql, "lock_goods_held", "lock_holds")
    met_after_running(monkeypatch, stock._sql, "take", "release")

    assert refusals(given_back_and_sent(delivery, lines[0], monkeypatch)) == []
    assert Line.objects.get(pk=lines[0]).reserved == 0
    assert Hold.objects.filter(owner=lines[0]).exists(), "the harm: held, and nobody's"


def test_what_is_given_back_while_the_rest_is_sent_is_free_again(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(given_back_and_sent(delivery, lines[0], monkeypatch)) == []

    line = Line.objects.get(pk=lines[0])
    assert (line.reserved, line.requested, line.shipped, line.cancelled) == (0, 0, 5, 3)
    balance = Balance.objects.get(product__article="6204")
    assert (balance.on_hand, balance.held) == (3, 0)
    assert all_books() == []


# --- goods are given back while they are asked for


def five_given_back(delivery: Delivery, line: int) -> list[object]:
    five = {line: dec(5)}
    return together(
        lambda: orders.release(contract=delivery.contract, quantities=five, actor=delivery.alice, at=delivery.at)
    )


def asked_for_while_given_back(delivery: Delivery, line: int, patch: pytest.MonkeyPatch) -> list[object]:
    """Five of eight are given back by somebody who has read the hold; then five of it are asked for."""
    asking = Unhindered(lambda: delivery.request((line, 5)))
    patch.setattr(stock, "lock_holds", asking.after(stock.lock_holds))
    return [*five_given_back(delivery, line), asking.answer]


def test_without_locks_and_constraints_goods_are_asked_for_that_were_given_back(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_any_lock(monkeypatch)
    with (
        without_constraint("orders_line", "orders_line_requested_is_reserved"),
        without_constraint("stock_hold", "stock_hold_asked_is_held"),
    ):
        assert refusals(asked_for_while_given_back(delivery, lines[0], monkeypatch)) == []
        hold = Hold.objects.get(owner=lines[0])
        assert (hold.quantity, hold.asked) == (3, 5), "the harm: two of five are not there"


def test_without_the_locks_the_constraint_still_keeps_what_is_asked_for(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_any_lock(monkeypatch)

    assert refusals(asked_for_while_given_back(delivery, lines[0], monkeypatch)) == ["IntegrityError"]
    assert [(hold.quantity, hold.asked) for hold in Hold.objects.filter(owner=lines[0])] == [(8, 5)]
    assert all_books() == []


def test_what_is_given_back_is_not_asked_for(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Meanwhile(lambda: delivery.request((lines[0], 5)))
    monkeypatch.setattr(stock, "lock_holds", asking.after(stock.lock_holds))

    assert refusals(five_given_back(delivery, lines[0])) == []
    assert isinstance(asking.answer(), Refusal)
    assert [(hold.quantity, hold.asked) for hold in Hold.objects.filter(owner=lines[0])] == [(3, 0)]
    assert all_books() == []


# --- goods come in while what stands is asked for


def comes_in_while_asked_for(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[object]:
    """Two lines hold what stands and what comes: both acts change both holds."""
    bearing = delivery.firm.product("6207", price=10, on_hand=10)
    arrival = delivery.firm.arrival(bearing, 10, date(2026, 12, 1))
    lines = [*delivery.order((bearing, 5)), *delivery.order((bearing, 12)), *delivery.order((bearing, 3))]
    coming = Meanwhile(lambda: stock.receive(arrival=arrival, quantity=dec(10), at=delivery.at))
    patch.setattr(stock, "_ask", coming.after(stock._ask))
    patch.setattr(stock, "PATIENCE", "60s")
    answers = together(lambda: delivery.request((lines[1], 5), (lines[0], 5)))
    return [*answers, coming.answer()]


def test_what_comes_in_is_added_to_what_is_asked_for(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(comes_in_while_asked_for(delivery, monkeypatch)) == []
    assert [(hold.quantity, hold.asked) for hold in Hold.objects.order_by("owner")] == [(5, 5), (12, 5), (3, 0)]
    assert all_books() == []


def test_who_waits_too_long_is_told_so(delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", "100ms")
    monkeypatch.setattr(shipments, "verdict", met_after(shipments.verdict, to_the_end=True))

    answers = together(*(lambda line=line: delivery.request((line, 2)) for line in lines))

    assert refusals(answers) == ["credit.busy"]
    assert delivery.account.committed == dec(200)


def answered_twice(delivery: Delivery, line: int, patch: pytest.MonkeyPatch) -> list[object]:
    """The buyer counts what came at the moment at which the worker takes his silence for consent."""
    [shipment] = delivery.request((line, 8))
    delivery.dispatch(shipment)
    patch.setattr(answering, "_sent", met_after(answering._sent))
    late = delivery.at + timedelta(days=30)
    came = {line: Arrived(dec(6))}
    return together(
        lambda: shipping.accept(shipment=shipment, arrived=came, actor=delivery.alice, at=delivery.at),
        lambda: shipping.accept_unanswered(at=late),
    )


def test_without_locks_a_delivery_is_answered_twice(
    delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch)
    without_locks(monkeypatch, shared._sql, "lock_shipment")

    assert refusals(answered_twice(delivery, lines[0], monkeypatch)) == []
    assert Line.objects.get(pk=lines[0]).accepted == dec(14), "the harm: eight left, fourteen are accepted"
    assert all_books() != []


def test_a_delivery_is_answered_once(delivery: Delivery, lines: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = answered_twice(delivery, lines[0], monkeypatch)

    assert refusals(answers) in ([], ["shipping.already_accepted"])
    assert Line.objects.get(pk=lines[0]).accepted in {dec(6), dec(8)}
    assert all_books() == []
