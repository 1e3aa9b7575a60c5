"""What stood, what was held and what was to come at any moment; where the ledgers began, and whose rows they show."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.stock import actions as stock
from optom.domain.stock import queries
from optom.domain.stock.models import ContractWarehouse, HoldMove
from optom.domain.stock.rules import Promise
from optom.interfaces.kit.identity import BUYER, working_as
from tests.trade import Firm, dec

OWNER, ANOTHER = 1, 2
HOUR = timedelta(hours=1)


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Ten in Moscow."""
    return firm.product("6204", on_hand=10)


def hold(contract: int, product: int, place: int, quantity: object, *, owner: int = OWNER, at: datetime) -> None:
    with transaction.atomic():
        stock.lock_on_hand(contract=contract, products=[product])
        stock.hold(contract=contract, promises=[Promise(owner, product, place, None, dec(quantity))], at=at)


def free(contract: int, product: int, at: datetime) -> list[tuple[date | None, int]]:
    stood = queries.stood(contract=contract, products=[product], at=at)
    return [(one.expected_on, int(one.there - one.held)) for one in stood]


def test_each_moment_has_its_own_free_goods(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)
    with transaction.atomic():
        stock.ask(parts=[stock.OnHand(OWNER, firm.moscow, dec(4))])
        stock.take(lines=[stock.Taken(OWNER, firm.moscow, dec(4), dec(4))], at=at + HOUR, subject="shipment:1")
        stock.release(quantities={OWNER: dec(2)}, at=at + 2 * HOUR)

    moments = [at - HOUR, at, at + HOUR, at + 2 * HOUR]
    assert [free(contract, bearing, moment)[0][1] for moment in moments] == [10, 4, 4, 6]


def test_before_the_first_count_nothing_stood(firm: Firm, contract: int, bearing: int) -> None:
    assert free(contract, bearing, firm.at - HOUR) == [(None, 0)]


def test_an_arrival_is_told_as_it_was_known_then(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    first, second = date(2026, 12, 1), date(2026, 12, 9)
    arrival = firm.arrival(bearing, 5, first, at=at)
    stock.change_arrival(arrival=arrival, quantity=dec(3), expected_on=second, at=at + HOUR)
    stock.receive(arrival=arrival, quantity=dec(3), at=at + 2 * HOUR)

    moments = [at - HOUR, at, at + HOUR, at + 2 * HOUR]
    assert [free(contract, bearing, moment)[1:] for moment in moments] == [[], [(first, 5)], [(second, 3)], []]
    assert free(contract, bearing, at + 2 * HOUR) == [(None, 13)]
    changes = queries.arrival_changes(arrivals=[arrival], at=at + 2 * HOUR)[arrival]
    assert [(one.kind, one.open) for one in changes] == [("announced", 5), ("changed", 3), ("received", 0)]


def test_what_has_waited_for_an_arrival_is_told_after_what_it_has_waited_for(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    """The clock is read before the arrival's lock is asked for: later acts may come to it earlier."""
    soon, later = date(2026, 12, 1), date(2026, 12, 9)
    changed, came = firm.arrival(bearing, 5, soon, at=at), firm.arrival(bearing, 3, soon, at=at)
    stock.change_arrival(arrival=changed, quantity=dec(4), expected_on=soon, at=at + HOUR)
    stock.change_arrival(arrival=came, quantity=dec(2), expected_on=later, at=at + HOUR)
    with transaction.atomic():
        stock.lock_arrivals(contract=contract, products=[bearing])
        stock.hold(contract=contract, promises=[Promise(OWNER, bearing, firm.moscow, came, dec(1))], at=at)

    stock.change_arrival(arrival=changed, quantity=dec(6), expected_on=later, at=at)
    stock.receive(arrival=came, quantity=dec(2), at=at)

    assert free(contract, bearing, at) == [(None, 10), (soon, 5), (soon, 2)], "nothing of it has happened yet"
    assert free(contract, bearing, at + HOUR) == [(None, 11), (later, 6)]
    assert queries.broken_books() == []


def test_what_is_promised_of_an_arrival_can_not_be_taken_off_it(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    arrival = firm.arrival(bearing, 5, date(2026, 12, 1), at=at)
    with transaction.atomic():
        stock.lock_arrivals(contract=contract, products=[bearing])
        stock.hold(contract=contract, promises=[Promise(OWNER, bearing, firm.moscow, arrival, dec(4))], at=at)

    with pytest.raises(Refusal) as refused:
        stock.change_arrival(arrival=arrival, quantity=dec(3), expected_on=date(2026, 12, 9), at=at)

    assert refused.value.code == "stock.less_than_promised"
    assert free(contract, bearing, at)[1:] == [(date(2026, 12, 1), 1)]


def test_handed_goods_change_their_owner_and_are_never_free(
    firm: Firm, contract: int, strange_contract: int, bearing: int, at: datetime
) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)
    with transaction.atomic():
        stock.hand_over(contract=strange_contract, parts=[stock.Handed(OWNER, ANOTHER, dec(2))], at=at + HOUR)

    held = [queries.held_then(contract=one, product=bearing, at=at + HOUR) for one in (contract, strange_contract)]
    assert [[(one.owner, one.quantity) for one in mine] for mine in held] == [[(OWNER, 4)], [(ANOTHER, 2)]]
    assert free(contract, bearing, at) == free(contract, bearing, at + HOUR) == [(None, 4)]


def test_a_buyer_is_told_what_others_held_and_never_who(
    firm: Firm, contract: int, strange_contract: int, stranger: int, bearing: int, at: datetime
) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)
    hold(contract, bearing, firm.moscow, 1, at=at + HOUR)

    with working_as(BUYER, user=stranger):
        assert free(strange_contract, bearing, at) == [(None, 4)]
        assert queries.held_then(contract=contract, product=bearing, at=at) == []
        assert not HoldMove.objects.exists()


def changes_since(contract: int, product: int, at: datetime) -> list[int]:
    """As whoever works now: the function itself, whatever asks it."""
    with connection.cursor() as cursor:
        cursor.execute("select held from stock_since(%s, %s, %s)", [contract, [product], at])
        return [int(held) for (held,) in cursor.fetchall()]


def test_what_has_happened_since_is_told_of_own_contracts_and_their_warehouses(
    firm: Firm, contract: int, strange_contract: int, stranger: int, bearing: int, at: datetime
) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)

    with working_as(BUYER, user=stranger):
        assert changes_since(contract, bearing, at - HOUR) == []
        assert changes_since(strange_contract, bearing, at - HOUR) == [6]
    ContractWarehouse.objects.create(contract_id=strange_contract, warehouse_id=firm.kazan)
    with working_as(BUYER, user=stranger):
        assert changes_since(strange_contract, bearing, at - HOUR) == []


def test_what_others_have_held_makes_the_own_past_no_dearer(
    firm: Firm, contract: int, strange_contract: int, bearing: int, at: datetime
) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)
    others = {"owner": ANOTHER, "contract_id": strange_contract, "product_id": bearing, "warehouse_id": firm.moscow}
    HoldMove.objects.bulk_create(HoldMove(at=at, quantity=change, **others) for change in [1, -1] * 2000)
    with connection.cursor() as cursor:
        cursor.execute("analyze stock_holdmove")
        text = f"explain (analyze, timing off) {statements('optom.domain.stock').text('held_then')}"
        cursor.execute(text, {"contract": contract, "product": bearing, "at": at})
        plan = "\n".join(row for (row,) in cursor.fetchall())

    assert "Rows Removed by Filter" not in plan


@pytest.mark.parametrize("table", ["stock_holdmove", "stock_arrivalchange"])
@pytest.mark.parametrize("act", ["update {} set at = at", "delete from {}"])
def test_the_ledgers_are_never_rewritten(
    firm: Firm, contract: int, bearing: int, at: datetime, table: str, act: str
) -> None:
    hold(contract, bearing, firm.moscow, 6, at=at)
    firm.arrival(bearing, 5, date(2026, 12, 1), at=at)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))


def test_a_house_that_had_worked_before_it_had_ledgers_tells_since_when(db: None, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function stock_recorded_since() returns timestamptz language sql immutable as "
            f"$$ select '{at.isoformat()}'::timestamptz $$"
        )

    assert queries.recorded_since() == at


def test_a_house_that_began_with_them_knows_all_of_its_past(db: None) -> None:
    assert queries.recorded_since() is None
