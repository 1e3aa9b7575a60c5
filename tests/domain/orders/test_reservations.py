"""What an order holds lives: it is extended, given back, cancelled, asked for, shipped, or runs out."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.stock.models import Arrival, Balance
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import Reserves, codes, quantities
from tests.statements import counted
from tests.trade import Firm, dec

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = timedelta(days=1)


def free(product: int) -> Decimal:
    return sum((row.on_hand - row.held for row in Balance.objects.filter(product_id=product)), Decimal(0))


# --- release


def test_released_goods_are_free_again_and_that_much_of_the_line_is_cancelled(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    [line] = reserves.order((bearing, 20))

    reserves.release((line, 5))

    assert quantities(line) == {"ordered": 20, "reserved": 15, "cancelled": 5}
    assert (free(bearing), reserves.value) == (35, dec("1500.00"))


def test_what_comes_latest_is_given_back_first(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    soon = firm.arrival(bearing, 5, date(2026, 12, 1))
    late = firm.arrival(bearing, 5, date(2026, 12, 9))
    [line] = reserves.order((bearing, 15))

    reserves.release((line, 7))

    assert [(hold.arrival, hold.quantity) for hold in goods.holds_of([line])] == [(None, 5), (soon, 3)]
    assert Arrival.objects.get(pk=late).held == 0


def test_more_than_is_held_can_not_be_released(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    [line] = reserves.order((bearing, 20))

    with pytest.raises(Refusal) as refused:
        reserves.release((line, 6))

    assert codes(refused) == ["orders.not_held"]
    assert refused.value.facts["held"] == 5


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_or_less_can_not_be_released(firm: Firm, reserves: Reserves, quantity: int) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    [line] = reserves.order((bearing, 5))

    with pytest.raises(Refusal) as refused:
        reserves.release((line, quantity))

    assert codes(refused) == ["orders.not_held"]


def test_what_a_shipment_asks_for_can_not_be_released(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=20)
    [line] = reserves.order((bearing, 20))
    asked(reserves, line, 15)

    with pytest.raises(Refusal) as refused:
        reserves.release((line, 6))

    assert refused.value.facts["held"] == 5


def test_every_line_that_can_not_be_released_is_named(firm: Firm, reserves: Reserves) -> None:
    lines = reserves.order(*((firm.product(name, price=1, on_hand=1), 1) for name in ("A", "B", "C")))

    with pytest.raises(Refusal) as refused:
        reserves.release((lines[0], 1), (lines[1], 2), (lines[2], 3))

    assert codes(refused) == ["orders.not_held", "orders.not_held"]
    assert quantities(lines[0]) == {"ordered": 1, "reserved": 1}


def test_the_release_of_parts_leaves_the_worth_of_the_rest_to_the_kopeck(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price="33.33", on_hand=3)
    [line] = reserves.order((bearing, 3))

    worths = [reserves.value]
    for _ in range(3):
        reserves.release((line, 1))
        worths.append(reserves.value)

    assert worths == [dec("99.99"), dec("66.66"), dec("33.33"), dec("0.00")]


# --- cancel


def test_a_cancelled_line_gives_back_what_it_holds_and_stops_waiting(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=12)
    [line] = reserves.order((bearing, 20))

    reserves.cancel(line)

    assert quantities(line) == {"ordered": 20, "cancelled": 20}
    assert (free(bearing), reserves.value) == (12, 0)


def test_cancelling_leaves_what_a_shipment_asks_for(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=12)
    [line] = reserves.order((bearing, 20))
    asked(reserves, line, 7)

    reserves.cancel(line)

    assert quantities(line) == {"ordered": 20, "reserved": 7, "requested": 7, "cancelled": 13}


def test_a_line_is_cancelled_once(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=12), 20))
    reserves.cancel(line)

    with pytest.raises(Refusal) as refused:
        reserves.cancel(line)

    assert codes(refused) == ["orders.nothing_to_cancel"]


# --- extend


def test_an_extended_reserve_lives_from_now_for_the_contracts_time(
    firm: Firm, reserves: Reserves, at: datetime
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))

    until = reserves.extend(line, at=at + DAY)

    assert until == Line.objects.get(pk=line).reserved_until == at + 4 * DAY


def test_a_reserve_of_goods_on_their_way_keeps_its_later_moment(firm: Firm, reserves: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=100)
    firm.arrival(bearing, 20, date(2026, 12, 20))
    [line] = reserves.order((bearing, 20))

    reserves.extend(line, at=at + DAY)

    assert Line.objects.get(pk=line).reserved_until == datetime(2026, 12, 23, tzinfo=at.tzinfo)


def test_a_line_that_holds_nothing_is_not_extended(firm: Firm, reserves: Reserves, at: datetime) -> None:
    [line] = reserves.order((firm.product("6204", price=100), 20))

    with pytest.raises(Refusal) as refused:
        reserves.extend(line, at=at)

    assert codes(refused) == ["orders.nothing_held"]


def test_a_closed_contract_extends_nothing(firm: Firm, reserves: Reserves, at: datetime) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    Contract.objects.filter(pk=reserves.contract).update(is_active=False)

    with pytest.raises(Refusal) as refused:
        reserves.extend(line, at=at)

    assert codes(refused) == ["companies.contract_closed"]


# --- expire


def test_what_has_run_out_goes_back_and_what_has_not_stays(firm: Firm, reserves: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    [early] = reserves.order((bearing, 20))
    [later] = reserves.order((bearing, 10), at=at + DAY)

    assert orders.expire(at=at + 3 * DAY) == 1

    assert quantities(early) == {"ordered": 20, "cancelled": 20}
    assert quantities(later) == {"ordered": 10, "reserved": 10}
    assert free(bearing) == 40


def test_a_second_before_its_time_nothing_expires(firm: Firm, reserves: Reserves, at: datetime) -> None:
    reserves.order((firm.product("6204", price=100, on_hand=50), 20))

    assert orders.expire(at=at + 3 * DAY - timedelta(seconds=1)) == 0


def test_what_a_shipment_asks_for_does_not_expire(firm: Firm, reserves: Reserves, at: datetime) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    asked(reserves, line, 15)

    orders.expire(at=at + 9 * DAY)

    assert quantities(line) == {"ordered": 20, "reserved": 15, "requested": 15, "cancelled": 5}


def test_the_waiting_part_of_a_line_outlives_its_reserve(firm: Firm, reserves: Reserves, at: datetime) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=5), 20))

    orders.expire(at=at + 9 * DAY)

    assert quantities(line) == {"ordered": 20, "cancelled": 5, "waiting": 15}


def test_reserves_of_several_contracts_expire_apart(
    firm: Firm, reserves: Reserves, strange_contract: int, stranger: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    reserves.order((bearing, 20))
    Reserves(strange_contract, stranger, at).order((bearing, 10))

    assert orders.expire(at=at + 9 * DAY) == 2

    journalled = Entry.objects.filter(act="orders.expire", actor=None)
    assert free(bearing) == 50
    assert journalled.values("company_id").distinct().count() == 2


def test_a_limited_run_expires_what_is_oldest(firm: Firm, reserves: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    [later] = reserves.order((bearing, 1), at=at + DAY)
    [early] = reserves.order((bearing, 1))

    assert orders.expire(at=at + 9 * DAY, limit=1) == 1

    assert quantities(early) == {"ordered": 1, "cancelled": 1}
    assert quantities(later) == {"ordered": 1, "reserved": 1}


# --- what shipping does with lines


def asked(reserves: Reserves, line: int, quantity: int) -> None:
    with transaction.atomic():
        reserves.ask(line, quantity)


def test_a_shipment_that_is_not_to_be_leaves_the_goods_held(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    asked(reserves, line, 15)

    with transaction.atomic():
        parts = [stock.OnHand(line, firm.moscow, dec(15))]
        orders.unrequest(contract=reserves.contract, parts=parts, at=reserves.at)

    assert quantities(line) == {"ordered": 20, "reserved": 20}


def test_no_more_is_asked_for_than_is_held(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    asked(reserves, line, 15)

    with pytest.raises(Refusal) as refused:
        asked(reserves, line, 6)

    assert codes(refused) == ["orders.not_held"]


@pytest.mark.parametrize(
    ("release_rest", "left"),
    [
        (False, {"ordered": 20, "reserved": 8, "shipped": 12}),
        (True, {"ordered": 20, "reserved": 5, "shipped": 12, "cancelled": 3}),
    ],
)
def test_what_was_not_picked_stays_or_goes_back_by_the_terms(
    firm: Firm, reserves: Reserves, at: datetime, *, release_rest: bool, left: dict[str, int]
) -> None:
    bearing = firm.product("6204", price=100, on_hand=20)
    [line] = reserves.order((bearing, 20))
    asked(reserves, line, 15)

    with transaction.atomic():
        part = orders.Shipped(line, asked=dec(15), shipped=dec(12))
        own: dict[str, Any] = {"contract": reserves.contract, "warehouse": firm.moscow, "subject": "shipment:1"}
        orders.ship(lines=[part], release_rest=release_rest, at=at, **own)

    assert quantities(line) == left
    assert Balance.objects.get(product_id=bearing).on_hand == 8


# --- strangers


def test_a_stranger_does_nothing_with_anothers_lines(
    firm: Firm, reserves: Reserves, stranger: int, at: datetime
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    acting = Reserves(reserves.contract, stranger, at)

    for act in (lambda: acting.release((line, 1)), lambda: acting.cancel(line), lambda: acting.extend(line, at=at)):
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["companies.may_not"]


def test_anothers_line_is_unknown_under_ones_own_contract(
    firm: Firm, reserves: Reserves, strange_contract: int, stranger: int, at: datetime
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))
    acting = Reserves(strange_contract, stranger, at)

    for act in (lambda: acting.release((line, 1)), lambda: acting.cancel(line), lambda: acting.extend(line, at=at)):
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["orders.line_unknown"]


def test_the_database_itself_knows_no_contract_for_a_stranger(firm: Firm, reserves: Reserves, stranger: int) -> None:
    """With the rights of his request the stranger pretends to be nobody at all (the program): no row answers."""
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))

    with working_as(BUYER, user=stranger):
        with pytest.raises(Refusal) as refused:
            orders.cancel(contract=reserves.contract, lines=[line], actor=None, at=reserves.at)
        assert not Line.objects.exists()

    assert codes(refused) == ["companies.contract_unknown"]


def test_a_buyer_does_all_of_it_with_the_rights_of_his_request(firm: Firm, reserves: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=15)
    firm.arrival(bearing, 20, date(2026, 12, 1))

    with working_as(BUYER, user=reserves.actor):
        [line, other] = [*reserves.order((bearing, 18)), *reserves.order((bearing, 4))]
        reserves.extend(line, other, at=at + DAY)
        reserves.release((line, 2))
        asked(reserves, line, 10)
        reserves.cancel(other)

    assert quantities(line) == {"ordered": 18, "reserved": 16, "requested": 10, "cancelled": 2}


# --- the journal, and the cost


@pytest.mark.parametrize("act", ["release", "cancel", "extend"])
def test_each_act_is_journalled_with_who_did_it(firm: Firm, reserves: Reserves, at: datetime, act: str) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 20))

    acts: dict[str, Callable[[], object]] = {
        "release": lambda: reserves.release((line, 1)),
        "cancel": lambda: reserves.cancel(line),
        "extend": lambda: reserves.extend(line, at=at),
    }
    acts[act]()

    entry = Entry.objects.get(act=f"orders.{act}")
    assert (entry.actor_id, entry.subject) == (reserves.actor, f"companies.contract:{reserves.contract}")
    assert str(line) in entry.facts["lines"]


def test_the_statements_do_not_grow_with_the_lines(firm: Firm, reserves: Reserves, at: datetime) -> None:
    lines = reserves.order(*((firm.product(f"A{number}", price=10, on_hand=9), 9) for number in range(41)))

    def cost(*some: int) -> list[int]:
        sent = []
        for act in (
            lambda: reserves.release(*((line, 1) for line in some)),
            lambda: reserves.extend(*some, at=at),
            lambda: reserves.cancel(*some),
        ):
            with counted() as said:
                act()
            sent.append(len(said))
        return sent

    assert cost(lines[0]) == cost(*lines[1:])
