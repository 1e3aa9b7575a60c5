"""Two connections over the same goods, the same limit, the same key: nothing is oversold or held twice.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.companies.models import Terms
from optom.domain.credit import locks
from optom.domain.orders import actions as orders
from optom.domain.orders.actions import keeping, reservations
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Balance, Hold
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered, without_account_lock, without_any_lock, without_constraint, without_locks
from tests.races.together import Meanwhile, met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(days=9)
placing: Any = sys.modules["optom.domain.orders.actions.place"]  # the package shows the act under the module's name
shipping_of_lines: Any = sys.modules["optom.domain.orders.actions.shipping"]


def order(buyer: Delivery, product: int, quantity: int, key: str) -> Callable[[], orders.Placed]:
    lines = [OrderLine(product, dec(quantity))]
    return lambda: orders.place(contract=buyer.contract, lines=lines, key=key, actor=buyer.alice, at=buyer.at)


# --- two buyers, the last piece


def both_want(
    last: int, alice: Delivery, bob: Delivery, patch: pytest.MonkeyPatch, *, to_the_end: bool = False
) -> list[Any]:
    patch.setattr(stock, "lock_on_hand", met_after(stock.lock_on_hand, to_the_end=to_the_end))
    return together(order(alice, last, 1, "a"), order(bob, last, 1, "b"))


def test_without_lock_and_constraint_the_last_piece_is_promised_twice(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = delivery.firm.product("6204", price=100, on_hand=1)
    without_locks(monkeypatch, stock._sql, "lock_balances")
    with without_constraint("stock_balance", "stock_balance_not_oversold"):
        assert refusals(both_want(last, delivery, bob, monkeypatch)) == []
        assert Balance.objects.get(product_id=last).held == 2, "the harm"


def test_without_the_lock_the_constraint_still_stops_the_second_buyer(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = delivery.firm.product("6204", price=100, on_hand=1)
    without_locks(monkeypatch, stock._sql, "lock_balances")

    assert refusals(both_want(last, delivery, bob, monkeypatch)) == ["IntegrityError"]
    assert Balance.objects.get(product_id=last).held == 1


def test_one_gets_the_last_piece_and_the_other_waits_for_the_next(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = delivery.firm.product("6204", price=100, on_hand=1)

    assert refusals(both_want(last, delivery, bob, monkeypatch)) == []
    assert sorted(Line.objects.values_list("reserved", flat=True)) == [0, 1]
    assert all_books() == []


# --- one buyer, two orders, one limit of reserves


def both_orders(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    Terms.objects.filter(contract_id=delivery.contract).update(reservation_limit=dec(1000))
    first, second = (delivery.firm.product(name, price=100, on_hand=8) for name in ("6204", "6205"))
    patch.setattr(keeping, "kept_of", met_after(keeping.kept_of))
    return together(order(delivery, first, 8, "a"), order(delivery, second, 8, "b"))


def test_without_the_lock_two_orders_overrun_one_limit(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    without_account_lock(monkeypatch)

    assert refusals(both_orders(delivery, monkeypatch)) == []
    assert delivery.account.reserved == dec(1600), "the harm"


def test_two_orders_over_one_limit(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(both_orders(delivery, monkeypatch)) == ["orders.reservation_limit"]
    assert delivery.account.reserved == dec(800)
    assert all_books() == []


# --- one button pressed twice


def pressed_twice(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    bearing = delivery.firm.product("6204", price=100, on_hand=20)
    patch.setattr(placing, "_priced", met_after(placing._priced))
    return together(*[order(delivery, bearing, 8, "pressed twice")] * 2)


def test_without_the_constraint_a_button_pressed_twice_orders_twice(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = placing._sql.text("insert_order").replace("on conflict (contract_id, key) do nothing", "")
    monkeypatch.setitem(placing._sql._texts, "insert_order", text)
    with without_constraint("orders_order", "orders_order_key_once"):
        pressed_twice(delivery, monkeypatch)
        assert Order.objects.count() == 2, "the harm"


def test_a_button_pressed_twice_orders_once(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pressed_twice(delivery, monkeypatch)

    assert (first.order, {first.is_new, second.is_new}) == (second.order, {True, False})
    assert Balance.objects.get().held == 8
    assert all_books() == []


def test_the_second_press_is_not_refused_for_the_limit_that_the_first_has_used(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    Terms.objects.filter(contract_id=delivery.contract).update(reservation_limit=dec(1000))

    first, second = pressed_twice(delivery, monkeypatch)

    assert first.order == second.order
    assert all_books() == []


# --- the reserve runs out while the buyer asks for its shipment


def expired_and_asked_for(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Both have looked at the line, neither has changed it yet."""
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=8), 8))
    met = met_after(reservations.locked)
    patch.setattr(reservations, "locked", met)
    patch.setattr(shipping_of_lines, "locked", met)
    return together(lambda: orders.expire(at=delivery.at + LATER), lambda: delivery.request((line, 8)))


def test_without_locks_and_constraints_goods_are_given_back_and_asked_for(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has read what is held; then the buyer asks for it."""
    without_any_lock(monkeypatch)
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=8), 8))
    asking = Unhindered(lambda: delivery.request((line, 8)))
    monkeypatch.setattr(stock, "lock_holds", asking.after(stock.lock_holds))
    with (
        without_constraint("orders_line", "orders_line_requested_is_reserved"),
        without_constraint("stock_hold", "stock_hold_positive"),
        without_constraint("stock_hold", "stock_hold_asked_is_held"),
    ):
        expired = together(lambda: orders.expire(at=delivery.at + LATER))
        assert refusals([*expired, asking.answer]) == []
        found = Line.objects.get()
        assert (found.reserved, found.requested) == (0, 8), "the harm"


def test_expiry_and_a_request_for_shipment_do_not_both_have_the_goods(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired, asked = expired_and_asked_for(delivery, monkeypatch)

    if expired:
        assert isinstance(asked, Refusal)
    else:
        assert Line.objects.get().requested == 8
    assert all_books() == []


# --- goods come in while their promise is given back


def comes_in_while_given_back(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """One of nine stands, eight come. Whoever gives all of it back has read what is held; then the eight come in."""
    bearing = delivery.firm.product("6204", price=100, on_hand=1)
    arrival = delivery.firm.arrival(bearing, 8, date(2026, 12, 1))
    [line] = delivery.order((bearing, 9))
    coming = Meanwhile(lambda: stock.receive(arrival=arrival, quantity=dec(8), at=delivery.at))
    patch.setattr(stock, "lock_holds", coming.after(stock.lock_holds))
    answers = together(
        lambda: orders.cancel(contract=delivery.contract, lines=[line], actor=delivery.alice, at=delivery.at)
    )
    return [*answers, coming.answer()]


def test_without_the_locks_what_comes_in_while_it_is_given_back_stays_held(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, stock._sql, "lock_goods_held", "lock_holds")

    assert refusals(comes_in_while_given_back(delivery, monkeypatch)) == []
    assert (Line.objects.get().reserved, Hold.objects.get().quantity) == (0, 8), "the harm: held, and nobody's"


def test_what_is_given_back_while_it_comes_in_is_given_back(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(comes_in_while_given_back(delivery, monkeypatch)) == []
    assert not Hold.objects.exists()
    assert Balance.objects.get().on_hand == 9
    assert all_books() == []


# --- the end of patience


def test_who_waits_too_long_for_goods_is_told_so(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = delivery.firm.product("6204", price=100, on_hand=2)
    monkeypatch.setattr(locks, "PATIENCE", "100ms")

    assert refusals(both_want(last, delivery, bob, monkeypatch, to_the_end=True)) == ["stock.busy"]
    assert Balance.objects.get(product_id=last).held == 1
    assert all_books() == []
