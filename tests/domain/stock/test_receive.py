"""An arrival comes in: what was promised from it is held on hand, the rest is free."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from optom.base.refusal import Refusal
from optom.domain.stock import actions as stock
from optom.domain.stock import queries
from optom.domain.stock.models import Arrival, Balance, Move
from optom.domain.stock.rules import Promise
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.trade import Firm, dec

OWNER, ANOTHER = 1, 2
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SOON = date(2026, 12, 1)


@pytest.fixture
def bearing(firm: Firm) -> int:
    """None stands anywhere."""
    return firm.product("6204")


@transaction.atomic
def hold(contract: int, *promises: Promise) -> None:
    stock.hold(contract=contract, promises=promises, at=AT)


def held_by(owner: int) -> list[tuple[int | None, Decimal]]:
    return [(row.arrival, row.quantity) for row in queries.holds_of([owner])]


def test_promised_goods_become_goods_held_on_hand(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, arrival, dec(4)),
        Promise(ANOTHER, bearing, firm.moscow, arrival, dec(3)),
    )

    stock.receive(arrival=arrival, quantity=dec(10), at=at)

    balance = Balance.objects.get(product_id=bearing)
    assert (balance.on_hand, balance.held) == (10, 7)
    assert (held_by(OWNER), held_by(ANOTHER)) == ([(None, 4)], [(None, 3)])
    assert Move.objects.get(kind="receipt").subject == f"arrival:{arrival}"


def test_an_owner_who_holds_some_on_hand_already_holds_the_sum(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    firm.stock(bearing, 5)
    arrival = firm.arrival(bearing, 10, SOON)
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, None, dec(5)),
        Promise(OWNER, bearing, firm.moscow, arrival, dec(4)),
    )

    stock.receive(arrival=arrival, quantity=dec(10), at=at)

    assert held_by(OWNER) == [(None, 9)]


@pytest.mark.parametrize(("came", "free"), [(4, 0), (7, 3), (10, 6), (12, 8)])
def test_less_or_more_may_come_as_long_as_promises_are_kept(
    firm: Firm, contract: int, bearing: int, at: datetime, came: int, free: int
) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(4)))

    stock.receive(arrival=arrival, quantity=dec(came), at=at)

    balance = Balance.objects.get(product_id=bearing)
    assert balance.on_hand - balance.held == free


def test_less_than_was_promised_is_refused_and_changes_nothing(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(4)))

    with pytest.raises(Refusal) as refused:
        stock.receive(arrival=arrival, quantity=dec("3.999"), at=at)

    assert (refused.value.code, refused.value.facts["promised"]) == ("stock.less_than_promised", 4)
    assert Arrival.objects.get(pk=arrival).received == 0


def test_nothing_came_closes_an_arrival_that_nobody_waits_for(firm: Firm, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 10, SOON)

    stock.receive(arrival=arrival, quantity=dec(0), at=at)

    assert not Move.objects.filter(product_id=bearing).exists()
    with transaction.atomic():
        assert stock.lock_arrivals(contract=0, products=[bearing]) == []


def test_less_than_nothing_does_not_come(firm: Firm, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 10, SOON)

    with pytest.raises(Refusal) as refused:
        stock.receive(arrival=arrival, quantity=dec(-1), at=at)

    assert refused.value.code == "stock.less_than_promised"


def test_an_arrival_comes_once(firm: Firm, bearing: int, at: datetime) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    stock.receive(arrival=arrival, quantity=dec(10), at=at)

    for number in (arrival, arrival + 1):
        with pytest.raises(Refusal) as refused:
            stock.receive(arrival=number, quantity=dec(10), at=at)
        assert refused.value.code == "stock.arrival_unknown"


def test_the_warehouse_receives_with_the_rights_of_its_request_a_buyer_can_not(
    firm: Firm, contract: int, alice: int, bearing: int, at: datetime
) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    hold(contract, Promise(OWNER, bearing, firm.moscow, arrival, dec(4)))

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        working_as(BUYER, user=alice),
    ):
        stock.receive(arrival=arrival, quantity=dec(10), at=at)

    with working_as(STAFF, user=firm.person("walter", "warehouse")):
        stock.receive(arrival=arrival, quantity=dec(10), at=at)
    assert held_by(OWNER) == [(None, 4)]


def test_a_part_comes_and_the_rest_is_still_to_come_the_oldest_promise_first(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    arrival = firm.arrival(bearing, 10, SOON)
    hold(
        contract,
        Promise(OWNER, bearing, firm.moscow, arrival, dec(4)),
        Promise(ANOTHER, bearing, firm.moscow, arrival, dec(3)),
    )
    part: dict[str, object] = {"arrival": arrival, "is_whole": False, "at": at}

    stock.receive(quantity=dec(5), still=dec(10), **part)  # type: ignore[arg-type]

    assert (held_by(OWNER), held_by(ANOTHER)) == ([(None, 4)], [(None, 1), (arrival, 2)])
    known = Arrival.objects.get(pk=arrival)
    assert (known.received, known.held) == (5, 2)
    assert [(one.kind, one.open) for one in queries.arrival_changes(arrivals=[arrival], at=at)[arrival]] == [
        ("announced", 10),
        ("received", 5),
    ]
    assert queries.broken_books() == []

    with pytest.raises(Refusal, match=r"stock\.arrival_moved"):
        stock.receive(quantity=dec(5), still=dec(10), **part)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"stock\.not_a_quantity"):
        stock.receive(quantity=dec(0), **part)  # type: ignore[arg-type]
    stock.receive(quantity=dec(6), **part)  # type: ignore[arg-type]
    balance = Balance.objects.get(product_id=bearing)
    assert (held_by(ANOTHER), balance.on_hand, balance.held) == ([(None, 3)], 11, 7), (
        "more than was to come is all of it"
    )
    assert Arrival.objects.get(pk=arrival).held == 0
    assert queries.broken_books() == []


def test_what_does_not_come_is_cancelled_when_nobody_holds_of_it(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    promised, free = firm.arrival(bearing, 10, SOON), firm.arrival(bearing, 5, SOON)
    hold(contract, Promise(OWNER, bearing, firm.moscow, promised, dec(4)))

    stock.change_arrival(arrival=free, quantity=dec(0), expected_on=SOON, at=at)
    with pytest.raises(Refusal, match=r"stock\.less_than_promised"):
        stock.change_arrival(arrival=promised, quantity=dec(0), expected_on=SOON, at=at)

    states = {row.id: (row.state, row.open) for row in queries.arrivals(today=SOON).all()}
    assert states == {free: ("cancelled", 0), promised: ("open", 10)}
    assert queries.broken_books() == []
