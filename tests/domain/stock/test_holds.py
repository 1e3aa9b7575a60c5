"""Goods are held for owners, given back and taken; never more than stand there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from optom.base.refusal import Refusal
from optom.domain.stock import actions as stock
from optom.domain.stock import queries
from optom.domain.stock.models import Balance, ContractWarehouse, Hold, Move, Warehouse
from optom.domain.stock.rules import Held, Promise, Source, give_back, promise
from optom.interfaces.kit.identity import BUYER, working_as
from tests.trade import Firm, dec

OWNER, ANOTHER = 1, 2
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def held_by(owner: int) -> list[tuple[int, int | None, Decimal]]:
    return [(hold.warehouse, hold.arrival, hold.quantity) for hold in queries.holds_of([owner])]


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Ten in Moscow, four in Kazan."""
    return firm.product("6204", on_hand=10, kazan=4)


@transaction.atomic
def hold(contract: int, *promises: Promise) -> None:
    stock.lock_on_hand(contract=contract, products=[given.product for given in promises])
    stock.hold(contract=contract, promises=promises, at=AT)


# --- which goods: the pure part


def test_goods_are_promised_from_the_sources_in_their_order_until_there_is_enough() -> None:
    sources = [Source(7, 1, dec(3)), Source(7, 2, dec(0)), Source(7, 3, dec(9))]

    given = promise(quantity=dec(5), sources=sources)

    assert [(source.warehouse, part) for source, part in given] == [(1, 3), (3, 2)]


def test_what_no_source_has_is_not_promised() -> None:
    given = promise(quantity=dec(5), sources=[Source(7, 1, dec(3))])

    assert sum(part for _, part in given) == 3


def test_an_overdrawn_source_promises_nothing() -> None:
    assert promise(quantity=dec(5), sources=[Source(7, 1, dec(-3))]) == []


def test_what_comes_latest_is_given_back_first_and_goods_on_hand_last() -> None:
    holds = [
        Held(1, OWNER, 7, 1, None, None, dec(2)),
        Held(2, OWNER, 7, 1, 51, date(2026, 12, 9), dec(2)),
        Held(3, OWNER, 7, 1, 50, date(2026, 12, 1), dec(2)),
    ]

    assert give_back(holds, dec(5)) == [(2, 2), (3, 2), (1, 1)]


# --- hold


def test_a_contract_takes_goods_from_its_own_warehouses(firm: Firm, contract: int, bearing: int) -> None:
    ContractWarehouse.objects.create(contract_id=contract, warehouse_id=firm.kazan)

    with transaction.atomic():
        sources = stock.lock_on_hand(contract=contract, products=[bearing])

    assert [(source.warehouse, source.free) for source in sources] == [(firm.kazan, 4)]


def test_a_closed_warehouse_promises_nothing(firm: Firm, contract: int, bearing: int) -> None:
    Warehouse.objects.filter(pk=firm.moscow).update(is_active=False)

    with transaction.atomic():
        sources = stock.lock_on_hand(contract=contract, products=[bearing])

    assert [source.warehouse for source in sources] == [firm.kazan]


def test_arrivals_are_offered_soonest_first_and_only_what_is_not_held(firm: Firm, contract: int, bearing: int) -> None:
    late = firm.arrival(bearing, 5, date(2026, 12, 9))
    soon = firm.arrival(bearing, 5, date(2026, 12, 1))
    hold(contract, Promise(OWNER, bearing, firm.moscow, soon, dec(2)))

    with transaction.atomic():
        sources = stock.lock_arrivals(contract=contract, products=[bearing])

    assert [(source.arrival, source.free) for source in sources] == [(soon, 3), (late, 5)]


def test_the_database_refuses_to_hold_more_than_stands_there(firm: Firm, contract: int, bearing: int) -> None:
    with pytest.raises(IntegrityError, match="stock_balance_not_oversold"):
        hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec("10.001")))


def test_the_database_refuses_to_hold_more_than_comes(firm: Firm, contract: int, bearing: int) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 9))

    with pytest.raises(IntegrityError, match="stock_arrival_not_oversold"):
        hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(6)))


def test_two_lines_of_one_product_hold_apart(firm: Firm, contract: int, bearing: int) -> None:
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, None, dec(3)),
        Promise(ANOTHER, bearing, firm.moscow, None, dec(4)),
    )

    assert held_by(OWNER) == [(firm.moscow, None, 3)]
    assert held_by(ANOTHER) == [(firm.moscow, None, 4)]
    assert Balance.objects.get(product_id=bearing, warehouse_id=firm.moscow).held == 7


# --- release


def test_released_goods_are_free_again(firm: Firm, contract: int, bearing: int) -> None:
    hold(
        contract, Promise(OWNER, bearing, firm.moscow, None, dec(3)), Promise(OWNER, bearing, firm.kazan, None, dec(4))
    )

    with transaction.atomic():
        stock.release(quantities={OWNER: dec(5)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 2)]


def test_an_owner_that_holds_nothing_gives_nothing_back() -> None:
    with transaction.atomic():
        stock.release(quantities={OWNER: dec(5)}, at=AT)

    assert not Hold.objects.exists()


# --- take


def test_goods_that_leave_are_written_into_the_ledger(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))

    with transaction.atomic():
        stock.take(lines=[stock.Taken(OWNER, firm.moscow, dec(4))], at=at, subject="shipping.shipment:1")

    balance = Balance.objects.get(product_id=bearing, warehouse_id=firm.moscow)
    move = Move.objects.get(kind="dispatch")
    assert (balance.on_hand, balance.held) == (6, 2)
    assert (move.quantity, move.subject) == (-4, "shipping.shipment:1")


def test_what_an_owner_does_not_hold_there_is_not_taken(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))

    for line in (
        stock.Taken(OWNER, firm.moscow, dec(7)),
        stock.Taken(OWNER, firm.kazan, dec(1)),
        stock.Taken(ANOTHER, firm.moscow, dec(1)),
    ):
        with pytest.raises(Refusal) as refused, transaction.atomic():
            stock.take(lines=[line], at=at, subject="")
        assert refused.value.code == "stock.not_held"


def test_goods_on_their_way_can_not_leave(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 9))
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(5)))

    with pytest.raises(Refusal) as refused, transaction.atomic():
        stock.take(lines=[stock.Taken(OWNER, firm.moscow, dec(5))], at=at, subject="")

    assert refused.value.code == "stock.not_held"


# --- strangers


def test_a_stranger_sees_and_frees_none_of_anothers_holds(
    firm: Firm, contract: int, bearing: int, stranger: int
) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))

    with working_as(BUYER, user=stranger):
        assert queries.holds_of([OWNER]) == []
        with transaction.atomic():
            stock.release(quantities={OWNER: dec(6)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 6)]
