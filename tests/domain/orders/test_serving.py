"""Goods that come free go to those who wait for them, in the order in which they ordered."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from optom.domain.companies.models import Contract, Terms
from optom.domain.journal import actions as outbox
from optom.domain.journal.models import Entry, Event
from optom.domain.orders import actions as orders
from optom.domain.orders import handlers, tasks
from optom.domain.orders.models import Line
from optom.domain.stock import actions as stock
from optom.domain.stock import importing
from optom.domain.stock import queries as goods
from optom.domain.stock.models import Balance, ContractWarehouse, Move
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import Reserves, quantities
from tests.statements import counted
from tests.trade import Firm, dec

HOUR = timedelta(hours=1)


@pytest.fixture
def theirs(strange_contract: int, stranger: int, reserves: Reserves) -> Reserves:
    """Somebody else who orders the same goods."""
    return Reserves(strange_contract, stranger, reserves.at)


class Waker:
    """Who is woken instead of the task."""

    def __init__(self, woken: list[int]) -> None:
        self._woken = woken

    def defer(self, timestamp: int) -> None:
        self._woken.append(timestamp)


def serve(reserves: Reserves) -> int:
    return orders.serve_waiting(at=reserves.at)


def held(line: int) -> int:
    return int(Line.objects.get(pk=line).reserved)


def test_who_waits_gets_what_another_gives_back(firm: Firm, reserves: Reserves, theirs: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=10)
    [line] = reserves.order((bearing, 10))
    [waits] = theirs.order((bearing, 4))

    reserves.release((line, 3))

    assert serve(reserves) == 1
    assert quantities(waits) == {"ordered": 4, "reserved": 3, "waiting": 1}
    assert theirs.value == dec(300)


def test_the_first_who_ordered_is_served_first_whatever_the_numbers_of_contracts(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100)
    [second] = reserves.order((bearing, 5), at=reserves.at)
    [first] = theirs.order((bearing, 5), at=reserves.at - HOUR)

    firm.stock(bearing, 7)
    serve(reserves)

    assert (held(first), held(second)) == (5, 2)


def test_of_orders_of_one_moment_the_one_written_first_is_served_first(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100)
    [first] = theirs.order((bearing, 5))
    [second] = reserves.order((bearing, 5))

    firm.stock(bearing, 5)
    serve(reserves)

    assert (held(first), held(second)) == (5, 0)


def test_a_contract_at_its_limit_gets_what_fits_and_does_not_hold_up_the_next(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100, multiple=2)
    Terms.objects.filter(contract_id=reserves.contract).update(reservation_limit=dec(550))
    [first] = reserves.order((bearing, 8))
    [second] = theirs.order((bearing, 8))

    firm.stock(bearing, 10)
    serve(reserves)

    assert (held(first), held(second)) == (4, 6), "two packs of two fit into 550, the rest goes on"
    assert serve(reserves) == 0, "and nothing is done again"


def test_a_line_that_the_limit_leaves_no_room_for_lets_a_cheaper_one_of_the_same_contract_pass(
    firm: Firm, reserves: Reserves
) -> None:
    dear, cheap = firm.product("A", price=1000), firm.product("B", price=10)
    Terms.objects.filter(contract_id=reserves.contract).update(reservation_limit=dec(500))
    first, second = reserves.order((dear, 1), (cheap, 5))

    firm.stock(dear, 1)
    firm.stock(cheap, 5)
    serve(reserves)

    assert (held(first), held(second)) == (0, 5)


def test_goods_in_a_warehouse_that_is_not_the_contracts_go_to_somebody_else(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100)
    ContractWarehouse.objects.create(contract_id=reserves.contract, warehouse_id=firm.moscow)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))

    firm.stock(bearing, 5, warehouse=firm.kazan)
    serve(reserves)

    assert (held(first), held(second)) == (0, 5)


def test_who_may_take_from_one_warehouse_is_served_beside_who_may_take_from_all(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100)
    ContractWarehouse.objects.create(contract_id=reserves.contract, warehouse_id=firm.moscow)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))

    firm.stock(bearing, 5)
    firm.stock(bearing, 5, warehouse=firm.kazan)

    assert serve(reserves) == 2
    assert (held(first), held(second)) == (5, 5)


def test_an_arrival_that_comes_in_while_its_goods_are_given_out_is_given_out_by_the_next_look(
    firm: Firm, reserves: Reserves, monkeypatch: pytest.MonkeyPatch
) -> None:
    from optom.domain.orders.actions import serving  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    [line] = reserves.order((bearing, 5))
    arrival = firm.arrival(bearing, 5, date(2026, 12, 1))
    plan = serving._plan

    def planned(at: Any) -> Any:
        given = plan(at)
        stock.receive(arrival=arrival, quantity=dec(5), at=at)
        return given

    monkeypatch.setattr(serving, "_plan", planned)
    assert serve(reserves) == 0
    monkeypatch.setattr(serving, "_plan", plan)
    serve(reserves)
    assert [(hold.arrival, hold.quantity) for hold in goods.holds_of([line])] == [(None, 5)]


def test_a_closed_contract_takes_nothing(firm: Firm, reserves: Reserves, theirs: Reserves) -> None:
    bearing = firm.product("6204", price=100)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))
    Contract.objects.filter(pk=reserves.contract).update(is_active=False)

    firm.stock(bearing, 5)
    serve(reserves)

    assert (held(first), held(second)) == (0, 5)


def test_what_comes_is_promised_too_and_held_from_the_day_of_its_coming(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100)
    [line] = reserves.order((bearing, 5))

    arrival = firm.arrival(bearing, 3, date(2026, 12, 1))
    serve(reserves)

    assert [(hold.arrival, hold.quantity) for hold in goods.holds_of([line])] == [(arrival, 3)]
    until = Line.objects.get(pk=line).reserved_until
    assert until is not None
    assert until.astimezone(reserves.at.tzinfo).date() == date(2026, 12, 4), "72 hours from the morning of its coming"


def test_what_a_line_holds_already_lives_as_long_as_what_it_gets(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=2)
    [line] = reserves.order((bearing, 5))
    later = replace(reserves, at=reserves.at + 10 * HOUR)

    stock.receive(arrival=firm.arrival(bearing, 3, reserves.at.date()), quantity=dec(3), at=reserves.at)
    serve(later)

    assert quantities(line) == {"ordered": 5, "reserved": 5}
    assert Line.objects.get(pk=line).reserved_until == later.at + 72 * HOUR


def test_what_was_cancelled_or_ran_out_waits_for_nothing(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=2)
    ran_out, cancelled = reserves.order((bearing, 2)) + reserves.order((bearing, 3))
    reserves.cancel(cancelled)

    orders.expire(at=reserves.at + 100 * HOUR)

    assert serve(reserves) == 0
    assert quantities(ran_out) == {"ordered": 2, "cancelled": 2}


def test_the_journal_of_the_company_says_what_it_got_and_when(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100)
    [line] = reserves.order((bearing, 5))
    firm.stock(bearing, 5)

    serve(reserves)

    [entry] = Entry.objects.filter(act="orders.serve")
    assert entry.subject == f"companies.contract:{reserves.contract}"
    assert entry.facts["lines"] == {str(line): "5.000"}
    assert (entry.at, entry.actor_id) == (reserves.at, None)


def test_the_number_of_statements_does_not_depend_on_the_lines(firm: Firm, reserves: Reserves) -> None:
    def wait_and_serve(lines: int) -> int:
        products = [firm.product(f"{lines}-{number}", price=10) for number in range(lines)]
        reserves.order(*((product, 1) for product in products))
        for product in products:
            firm.arrival(product, 1, date(2026, 12, 1))
        with counted() as sent:
            assert orders.serve_waiting(at=reserves.at) == lines
        return len(sent)

    assert wait_and_serve(2) == wait_and_serve(30) <= 4 + 11


def test_somebody_who_is_at_work_keeps_his_turn(
    firm: Firm, reserves: Reserves, theirs: Reserves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was meant for him stays free until the next look: nobody behind him gets it."""
    from optom.base.refusal import Refusal  # noqa: PLC0415
    from optom.domain.credit import actions as credit  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))
    firm.stock(bearing, 7)
    lock_idle = credit.lock_idle

    def busy(contract: int) -> Any:
        raise Refusal("credit.busy", contract=contract)

    with monkeypatch.context() as patch:
        patch.setattr(credit, "lock_idle", lambda some: lock_idle(sorted(set(some) - {reserves.contract})))
        patch.setattr(credit, "lock", busy)
        serve(reserves)
    assert (held(first), held(second)) == (0, 2)

    serve(reserves)
    assert (held(first), held(second)) == (5, 2)


def test_somebody_who_has_been_at_work_is_served_after_the_others(
    firm: Firm, reserves: Reserves, theirs: Reserves, monkeypatch: pytest.MonkeyPatch
) -> None:
    from optom.domain.credit import actions as credit  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))
    firm.stock(bearing, 7)
    lock_idle = credit.lock_idle
    monkeypatch.setattr(credit, "lock_idle", lambda some: lock_idle(sorted(set(some) - {reserves.contract})))

    assert serve(reserves) == 2
    assert (held(first), held(second)) == (5, 2)


def test_of_a_contract_that_is_served_by_parts_no_part_is_passed_over(
    firm: Firm, reserves: Reserves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is at work with it when the first part has its turn, and no more when the second has."""
    from optom.domain.credit import actions as credit  # noqa: PLC0415
    from optom.domain.orders.actions import serving  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    [first], [second] = reserves.order((bearing, 5)), reserves.order((bearing, 5))
    firm.stock(bearing, 10)
    busy, lock_idle = iter([True, False]), credit.lock_idle
    monkeypatch.setattr(serving, "LINES_AT_ONCE", 1)
    monkeypatch.setattr(credit, "lock_idle", lambda some: lock_idle([] if next(busy) else some))

    assert serve(reserves) == 2
    assert (held(first), held(second)) == (5, 5)


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_contracts_that_are_served_together_get_what_each_would_alone(
    firm: Firm, reserves: Reserves, theirs: Reserves, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from optom.domain.orders.actions import serving  # noqa: PLC0415

    monkeypatch.setattr(serving, "LINES_AT_ONCE", at_once)
    bearing, belt = firm.product("6204", price=100), firm.product("A-50", price=10)
    Terms.objects.filter(contract_id=theirs.contract).update(reservation_limit=dec(250), reservation_hours=7)
    mine = reserves.order((bearing, 5), (belt, 3))
    limited = theirs.order((bearing, 5), (belt, 3))
    last = reserves.order((bearing, 5))
    firm.stock(bearing, 9)
    firm.arrival(belt, 5, date(2026, 12, 1))

    assert serve(reserves) == 5

    assert [held(line) for line in (*mine, *limited, *last)] == [5, 3, 2, 2, 2]
    assert (reserves.value, theirs.value) == (dec(730), dec(220))
    until = Line.objects.get(pk=limited[0]).reserved_until
    assert until == reserves.at + timedelta(hours=7), "each by its terms"
    assert serve(reserves) == 0


def test_the_number_of_statements_does_not_grow_with_the_contracts(firm: Firm, reserves: Reserves) -> None:
    def wait_and_serve(count: int) -> int:
        bearing = firm.product(f"62{count}", price=10)
        company = Contract.objects.get(pk=reserves.contract).company_id
        for number in range(count):
            contract = firm.contract(company, f"{count}-{number}")
            replace(reserves, contract=contract).order((bearing, 1))
        firm.stock(bearing, count)
        with counted() as sent:
            assert serve(reserves) == count
        return len(sent)

    assert wait_and_serve(2) == wait_and_serve(9)


def test_goods_that_are_found_missing_meanwhile_are_not_given_past_the_queue(
    firm: Firm, reserves: Reserves, theirs: Reserves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody of the plan gets any of them by this look: who is first is asked anew."""
    from optom.domain.orders.actions import serving  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    [first] = reserves.order((bearing, 5))
    [second] = theirs.order((bearing, 5))
    firm.stock(bearing, 6)
    plan = serving._plan

    def planned(at: Any) -> Any:
        given = plan(at)
        Balance.objects.filter(product_id=bearing).update(on_hand=3)
        Move.objects.create(at=at, product_id=bearing, warehouse_id=firm.moscow, quantity=dec(-3), kind="count")
        return given

    monkeypatch.setattr(serving, "_plan", planned)
    assert serve(reserves) == 0
    monkeypatch.setattr(serving, "_plan", plan)
    serve(reserves)
    assert (held(first), held(second)) == (3, 0)


# --- waking


@pytest.mark.parametrize("act", ["release", "cancel", "expire", "announce", "change", "receive", "count"])
def test_whatever_frees_goods_wakes_the_task_that_serves(
    firm: Firm, reserves: Reserves, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(tasks.serve_waiting, "configure", lambda: Waker(woken))
    bearing = firm.product("6204", price=100, on_hand=5)
    [line] = reserves.order((bearing, 5))
    arrival = firm.arrival(bearing, 2, date(2026, 12, 1))
    Event.objects.all().delete()

    match act:
        case "release":
            reserves.release((line, 1))
        case "cancel":
            reserves.cancel(line)
        case "expire":
            orders.expire(at=reserves.at + 100 * HOUR)
        case "announce":
            firm.arrival(bearing, 3, date(2026, 12, 1))
        case "change":
            more, day = dec(3), date(2026, 12, 9)
            stock.change_arrival(arrival=arrival, quantity=more, expected_on=day, at=reserves.at)
        case "receive":
            stock.receive(arrival=arrival, quantity=dec(3), at=reserves.at)
        case "count":
            from optom.domain.catalog.models import Product  # noqa: PLC0415

            Product.objects.filter(pk=bearing).update(external_id="b")
            importing.import_balances([importing.BalanceRow("b", "", dec(9))], at=reserves.at)
    outbox.deliver(at=reserves.at)

    assert len(woken) == 1


def test_two_facts_wake_one_task(firm: Firm, reserves: Reserves) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415

    for _ in range(2):
        handlers.serve_soon({}, at=reserves.at)

    assert ProcrastinateJob.objects.filter(task_name="orders.serve_waiting").count() == 1


# --- the place in the queue


def test_a_buyer_sees_how_many_stand_before_him_and_nothing_of_who_they_are(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    from optom.domain.shipping import queries  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    theirs.order((bearing, 10))
    theirs.order((bearing, 30))
    [line] = reserves.order((bearing, 5))

    with working_as(BUYER, user=reserves.actor):
        [row] = queries.held_lines(contract=reserves.contract, soon=reserves.at).all()
        others = queries.held_lines(contract=theirs.contract, soon=reserves.at).all()

    assert (row.line, row.place, row.before, row.waits) == (line, 3, 40, 5)
    assert others == []
