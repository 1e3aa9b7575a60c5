"""Two connections over the same goods, the same limit, the same key: nothing is oversold or held twice.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from optom.base.refusal import Refusal
from optom.base.sql import Statements
from optom.domain.companies.models import Contract, Terms
from optom.domain.credit import actions as credit
from optom.domain.credit.models import Account
from optom.domain.credit.queries import AccountRow
from optom.domain.orders import actions as orders
from optom.domain.orders import waiting as waiting_lines
from optom.domain.orders.actions import keeping, reservations, serving
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Balance, Hold
from optom.domain.stock.rules import Source
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile, met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(days=9)
placing: Any = sys.modules["optom.domain.orders.actions.place"]  # the package shows the act under the module's name
shipping_of_lines: Any = sys.modules["optom.domain.orders.actions.shipping"]


@pytest.fixture
def bob(delivery: Delivery) -> Delivery:
    """He buys the same goods for another company."""
    user = delivery.firm.person("bob")
    return replace(delivery, contract=delivery.firm.client("Боб", "7700000016", user), alice=user)


def without_locks(patch: pytest.MonkeyPatch, statements: Statements, *names: str) -> None:
    for name in names:
        unlocked = re.sub(r"for update( of \w+)?( skip locked)?", "", statements.text(name))
        patch.setitem(statements._texts, name, unlocked)


def without_account_lock(patch: pytest.MonkeyPatch) -> None:
    def read(contract: int) -> AccountRow:
        account = Account.objects.get(contract_id=contract)
        return AccountRow(account.debt, account.committed, account.reserved)

    patch.setattr(credit, "lock", read)


@contextmanager
def without_constraint(table: str, name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_constraintdef(oid) from pg_constraint where conname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f"alter table {table} drop constraint {name}")
        try:
            yield
        finally:
            cursor.execute(f"truncate {table} cascade")
            cursor.execute(f"alter table {table} add constraint {name} {definition}")


def order(buyer: Delivery, product: int, quantity: int, key: str) -> Callable[[], orders.Placed]:
    lines = [OrderLine(product, dec(quantity))]
    return lambda: orders.place(contract=buyer.contract, lines=lines, key=key, actor=buyer.alice, at=buyer.at)


# --- two buyers, the last piece


def both_want(last: int, alice: Delivery, bob: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    patch.setattr(stock, "lock_on_hand", met_after(stock.lock_on_hand))
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


def test_without_locks_and_constraint_goods_are_given_back_and_asked_for(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_account_lock(monkeypatch)
    lines = reservations._sql.text("lock_lines").replace("for update of l", "")
    monkeypatch.setitem(reservations._sql._texts, "lock_lines", lines)
    with without_constraint("orders_line", "orders_line_requested_is_reserved"):
        expired_and_asked_for(delivery, monkeypatch)
        line = Line.objects.get()
        assert (line.reserved, line.requested) == (0, 8), "the harm"


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
    monkeypatch.setattr(credit, "PATIENCE", "100ms")

    assert refusals(both_want(last, delivery, bob, monkeypatch)) == ["stock.busy"]
    assert Balance.objects.get(product_id=last).held == 1
    assert all_books() == []


# --- those who wait, and those who come


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


# --- one line, two acts


def test_a_line_moved_and_released_at_once_gives_its_goods_once(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Contract.objects.get(pk=delivery.contract).company_id
    target = delivery.firm.contract(company, "119")
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=5), 5))
    facts: dict[str, Any] = {
        "contract": delivery.contract, "quantities": {line: dec(5)}, "actor": delivery.alice, "at": delivery.at,
    }  # fmt: skip

    answers = together(lambda: orders.move(target=target, key="k", **facts), lambda: orders.release(**facts))

    assert refusals(answers) == ["orders.not_held"]
    assert Line.objects.get(pk=line).cancelled == 5
    assert all_books() == []


def test_two_moves_in_opposite_directions_do_not_wait_for_each_other_for_ever(delivery: Delivery) -> None:
    company = Contract.objects.get(pk=delivery.contract).company_id
    other = replace(delivery, contract=delivery.firm.contract(company, "119"))
    product = delivery.firm.product("6204", price=100, on_hand=20)
    [mine], [theirs] = delivery.order((product, 5)), other.order((product, 5))

    def moved(source: Delivery, target: Delivery, line: int) -> Callable[[], object]:
        facts: dict[str, Any] = {"actor": source.alice, "at": source.at, "key": f"k{line}"}
        return lambda: orders.move(contract=source.contract, target=target.contract, quantities={line: dec(3)}, **facts)

    for _ in range(3):
        assert refusals(together(moved(delivery, other, mine), moved(other, delivery, theirs))) == []
    assert all_books() == []


def test_one_button_pressed_twice_splits_once(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=5), 5))
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}

    answers = together(*[lambda: orders.split(quantities={line: dec(2)}, key="k", **facts)] * 2)

    assert answers[0] == answers[1]
    assert Line.objects.count() == 2
    assert all_books() == []
