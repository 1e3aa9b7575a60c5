"""Goods are held for owners, given back and taken; never more than stand there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from optom.base.refusal import Refusal
from optom.base.sql import statements
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


def numbers(parts: list[tuple[Held, Decimal]]) -> list[tuple[int, Decimal]]:
    return [(hold.id, part) for hold, part in parts]


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

    assert numbers(give_back(holds, dec(5))) == [(2, 2), (3, 2), (1, 1)]


def test_what_is_asked_for_is_given_back_by_no_hold_and_where_some_are_named_by_them_alone() -> None:
    holds = [
        Held(1, OWNER, 7, 1, None, None, dec(3)),
        Held(2, OWNER, 7, 2, None, None, dec(5), asked=dec(4)),
    ]

    assert numbers(give_back(holds, dec(2))) == [(2, 1), (1, 1)]
    assert numbers(give_back(holds[::-1], dec(2))) == [(2, 1), (1, 1)]
    assert numbers(give_back(holds, dec(9))) == [(2, 1), (1, 3)]
    assert numbers(give_back(holds, dec(2), named=[1])) == [(1, 2)]


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


def test_an_owner_gives_back_no_more_than_he_holds(firm: Firm, contract: int, bearing: int) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(4)))

    for owner in (OWNER, ANOTHER):
        with pytest.raises(Refusal, match=r"stock\.not_held"), transaction.atomic():
            stock.release(quantities={owner: dec(5)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 4)]


# --- asked for


@pytest.fixture
def asked_of_kazan(firm: Firm, contract: int, bearing: int) -> None:
    """Six are held in Moscow and four in Kazan, of which three are asked for."""
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, None, dec(6)),
        Promise(OWNER, bearing, firm.kazan, None, dec(4)),
    )
    stock.ask(parts=[stock.OnHand(OWNER, firm.kazan, dec(3))])


@pytest.mark.usefixtures("asked_of_kazan")
def test_what_is_asked_for_is_not_given_back(firm: Firm) -> None:
    with transaction.atomic():
        stock.release(quantities={OWNER: dec(5)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 2), (firm.kazan, None, 3)]
    with pytest.raises(Refusal, match=r"stock\.not_held"), transaction.atomic():
        stock.release(quantities={OWNER: dec(3)}, at=AT)


@pytest.mark.usefixtures("asked_of_kazan")
def test_what_is_asked_for_does_not_go_to_another_owner(firm: Firm, contract: int) -> None:
    with transaction.atomic():
        stock.hand_over(contract=contract, parts=[stock.Handed(OWNER, ANOTHER, dec(5))], at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 2), (firm.kazan, None, 3)]
    assert [(hold.quantity, hold.asked) for hold in queries.holds_of([ANOTHER])] == [(4, 0), (1, 0)]


@pytest.mark.usefixtures("asked_of_kazan")
def test_what_is_asked_for_no_more_is_given_back_as_all_else(firm: Firm) -> None:
    stock.unask(parts=[stock.OnHand(OWNER, firm.kazan, dec(3))])

    with transaction.atomic():
        stock.release(quantities={OWNER: dec(5)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 5)]


@pytest.mark.usefixtures("asked_of_kazan")
def test_of_named_holds_only_is_given_back(firm: Firm) -> None:
    [moscow] = Hold.objects.filter(warehouse_id=firm.moscow)

    with transaction.atomic():
        stock.release(quantities={OWNER: dec(6)}, at=AT, named=[moscow.pk])

    assert held_by(OWNER) == [(firm.kazan, None, 4)]


@pytest.mark.usefixtures("asked_of_kazan")
def test_named_holds_that_have_too_little_give_nothing_back(firm: Firm) -> None:
    [kazan] = Hold.objects.filter(warehouse_id=firm.kazan)

    with pytest.raises(Refusal, match=r"stock\.not_held"), transaction.atomic():
        stock.release(quantities={OWNER: dec(2)}, at=AT, named=[kazan.pk])

    assert held_by(OWNER) == [(firm.moscow, None, 6), (firm.kazan, None, 4)]


def test_of_what_is_not_there_nothing_is_asked(firm: Firm, contract: int, bearing: int) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 9))
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(5)))

    with pytest.raises(Refusal, match=r"stock\.not_held"), transaction.atomic():
        stock.ask(parts=[stock.OnHand(OWNER, firm.moscow, dec(5))])


@pytest.mark.usefixtures("asked_of_kazan")
def test_the_database_itself_keeps_what_is_asked_for_where_it_is(firm: Firm, contract: int) -> None:
    """Whatever an act has read before: its statement, told to take all of the hold, takes nothing."""
    [kazan] = Hold.objects.filter(warehouse_id=firm.kazan)
    wrong = {"holds": [kazan.pk], "quantities": [kazan.quantity], "at": AT}

    for name, facts in (("release", {}), ("hand_over", {"contract": contract, "owners": [ANOTHER]})):
        with pytest.raises(IntegrityError, match="stock_hold_"), transaction.atomic():
            statements("optom.domain.stock").run(name, **wrong, **facts)
    for asked in (2, -4):
        with pytest.raises(IntegrityError, match="stock_hold_asked_is_held"), transaction.atomic():
            Hold.objects.filter(pk=kazan.pk).update(asked=F("asked") + asked)


def test_goods_that_come_in_are_asked_for_as_far_as_they_were(firm: Firm, contract: int, bearing: int) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 9))
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, None, dec(6)),
        Promise(OWNER, bearing, firm.moscow, arrival, dec(5)),
    )
    stock.ask(parts=[stock.OnHand(OWNER, firm.moscow, dec(4))])

    stock.receive(arrival=arrival, quantity=dec(5), at=AT)

    assert [(one.quantity, one.asked) for one in queries.holds_of([OWNER])] == [(11, 4)]


# --- take


def test_goods_that_leave_are_written_into_the_ledger(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))

    with transaction.atomic():
        stock.ask(parts=[stock.OnHand(OWNER, firm.moscow, dec(4))])
        stock.take(lines=[stock.Taken(OWNER, firm.moscow, dec(4), dec(4))], at=at, subject="shipping.shipment:1")

    balance = Balance.objects.get(product_id=bearing, warehouse_id=firm.moscow)
    move = Move.objects.get(kind="dispatch")
    assert (balance.on_hand, balance.held) == (6, 2)
    assert (move.quantity, move.subject) == (-4, "shipping.shipment:1")


def test_what_was_not_picked_is_given_back_where_it_was_asked_for_or_stays(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, None, dec(6)),
        Promise(ANOTHER, bearing, firm.moscow, None, dec(4)),
    )
    stock.ask(parts=[stock.OnHand(owner, firm.moscow, dec(4)) for owner in (OWNER, ANOTHER)])

    with transaction.atomic():
        back = stock.Taken(OWNER, firm.moscow, asked=dec(4), leaves=dec(3), back=dec(1))
        stays = stock.Taken(ANOTHER, firm.moscow, asked=dec(4), leaves=dec(0))
        stock.take(lines=[back, stays], at=at, subject="shipment:1")

    balance = Balance.objects.get(product_id=bearing, warehouse_id=firm.moscow)
    assert (balance.on_hand, balance.held) == (7, 6)
    assert [(one.quantity, one.asked) for one in queries.holds_of([OWNER, ANOTHER])] == [(2, 0), (4, 0)]
    assert Move.objects.get(kind="dispatch").quantity == -3
    assert queries.broken_books() == []


def test_what_was_not_asked_for_there_is_not_taken(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))
    stock.ask(parts=[stock.OnHand(OWNER, firm.moscow, dec(5))])

    for line in (
        stock.Taken(OWNER, firm.moscow, dec(6), dec(6)),
        stock.Taken(OWNER, firm.moscow, dec(5), dec(5), back=dec(1)),
        stock.Taken(OWNER, firm.kazan, dec(1), dec(1)),
        stock.Taken(ANOTHER, firm.moscow, dec(1), dec(1)),
    ):
        with pytest.raises(Refusal) as refused, transaction.atomic():
            stock.take(lines=[line], at=at, subject="")
        assert refused.value.code == "stock.not_held"


def test_goods_on_their_way_can_not_leave(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 9))
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(5)))

    with pytest.raises(Refusal) as refused, transaction.atomic():
        stock.take(lines=[stock.Taken(OWNER, firm.moscow, dec(5), dec(5))], at=at, subject="")

    assert refused.value.code == "stock.not_held"


# --- strangers


def test_a_stranger_sees_and_frees_none_of_anothers_holds(
    firm: Firm, contract: int, bearing: int, stranger: int
) -> None:
    hold(contract, Promise(OWNER, bearing, firm.moscow, None, dec(6)))

    with working_as(BUYER, user=stranger):
        assert queries.holds_of([OWNER]) == []
        with pytest.raises(Refusal, match=r"stock\.not_held"), transaction.atomic():
            stock.release(quantities={OWNER: dec(6)}, at=AT)

    assert held_by(OWNER) == [(firm.moscow, None, 6)]
