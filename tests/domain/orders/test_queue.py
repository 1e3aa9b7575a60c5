"""Who comes gets what those who wait leave, from the very moment when goods come free."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.stock.models import ContractWarehouse
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import Reserves, quantities
from tests.statements import counted
from tests.trade import Firm, dec

HOUR = timedelta(hours=1)


@pytest.fixture
def theirs(strange_contract: int, stranger: int, reserves: Reserves) -> Reserves:
    """Somebody else who orders the same goods."""
    return Reserves(strange_contract, stranger, reserves.at)


@pytest.fixture
def bearing(firm: Firm) -> int:
    return firm.product("6204", price=100)


@pytest.fixture
def waits(firm: Firm, reserves: Reserves, bearing: int) -> int:
    """Alice waits for eight; ten have come, and nobody has given them out yet."""
    [line] = reserves.order((bearing, 8))
    firm.stock(bearing, 10)
    return line


def held(line: int) -> int:
    return int(Line.objects.get(pk=line).reserved)


def test_a_newcomer_gets_what_the_queue_leaves(reserves: Reserves, theirs: Reserves, bearing: int, waits: int) -> None:
    [line] = theirs.order((bearing, 5))

    assert held(line) == 2
    orders.serve_waiting(at=reserves.at)
    assert (held(waits), held(line)) == (8, 2)


def test_his_own_older_line_comes_first_too(reserves: Reserves, bearing: int, waits: int) -> None:
    [line] = reserves.order((bearing, 5))

    assert held(line) == 2


def test_what_comes_is_kept_for_the_queue_as_what_stands(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    reserves.order((bearing, 8))
    firm.stock(bearing, 5)
    firm.arrival(bearing, 6, (reserves.at + 48 * HOUR).date())

    [line] = theirs.order((bearing, 9))

    assert held(line) == 3, "five that stand and three that come are spoken for"


@pytest.mark.parametrize(
    ("limit", "left"),
    [(None, 2), (550, 6), (399, 8), (199, 10), (200, 8)],
    ids=["no limit", "two packs", "one pack", "not a pack", "a pack to the kopeck"],
)
def test_what_the_limit_of_those_who_wait_does_not_let_them_hold_is_for_others(
    firm: Firm, reserves: Reserves, theirs: Reserves, limit: int | None, left: int
) -> None:
    belt = firm.product("A-50", price=100, multiple=2)
    Terms.objects.filter(contract_id=reserves.contract).update(reservation_limit=limit)
    reserves.order((belt, 8))
    firm.stock(belt, 10)

    [line] = theirs.order((belt, 10))

    assert held(line) == left


def test_what_those_who_wait_may_not_take_is_for_others(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    ContractWarehouse.objects.create(contract_id=reserves.contract, warehouse_id=firm.kazan)
    reserves.order((bearing, 8))
    firm.stock(bearing, 6)
    firm.stock(bearing, 3, warehouse=firm.kazan)

    [line] = theirs.order((bearing, 9))

    assert held(line) == 6, "Moscow's; Kazan's are spoken for"


def test_the_outlook_of_a_draft_says_what_placing_it_would_give(theirs: Reserves, bearing: int, waits: int) -> None:
    wanted = [OrderLine(bearing, dec(5))]

    seen = queries.outlook(contract=theirs.contract, lines=wanted, actor=theirs.actor, at=theirs.at)

    assert [(one.way, one.sum) for one in seen.portions] == [("stock", dec(200)), ("waits", dec(300))]


def test_an_exchange_takes_nothing_from_those_who_wait(firm: Firm, theirs: Reserves, bearing: int, waits: int) -> None:
    [line] = theirs.order((firm.product("6205", price=100, on_hand=9), 9))

    made = theirs.replace(line, bearing, 5, may_wait=True)

    assert held(made) == 2


def test_what_an_exchange_has_to_wait_for_stands_behind_those_who_wait(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    [old] = theirs.order((firm.product("6205", price=100, on_hand=9), 9), at=theirs.at - HOUR)
    [first] = reserves.order((bearing, 8))
    theirs.at += HOUR

    made = theirs.replace(old, bearing, 5, may_wait=True)
    firm.stock(bearing, 10)
    orders.serve_waiting(at=theirs.at)

    assert (held(first), held(made)) == (8, 2), "though the order is older"


def test_a_longer_line_takes_nothing_from_those_who_wait_and_passes_nobody(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    [old] = theirs.order((bearing, 1), at=theirs.at - HOUR)
    [first] = reserves.order((bearing, 8))
    theirs.at += HOUR

    changed = theirs.change(old, 4)

    assert quantities(old) == {"ordered": 1, "waiting": 1}
    assert changed.line
    firm.stock(bearing, 10)
    orders.serve_waiting(at=theirs.at)
    assert (held(old), held(first), held(changed.line)) == (1, 8, 1)


def test_a_line_behind_which_nobody_waits_grows_at_its_place(reserves: Reserves, bearing: int) -> None:
    [line] = reserves.order((bearing, 1))

    changed = reserves.change(line, 4)

    assert changed.line is None
    assert quantities(line) == {"ordered": 4, "waiting": 4}


def test_a_part_that_is_split_off_keeps_its_place(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    [old] = theirs.order((bearing, 6), at=theirs.at - HOUR)
    reserves.order((bearing, 8))

    [part] = theirs.split((old, 2))
    firm.stock(bearing, 6)
    orders.serve_waiting(at=theirs.at)

    assert (held(old), held(part)) == (4, 2)


def test_a_buyer_is_told_how_much_is_left_and_nothing_of_who_waits(theirs: Reserves, bearing: int, waits: int) -> None:
    from django.db import connection  # noqa: PLC0415

    with working_as(BUYER, user=theirs.actor), connection.cursor() as cursor:
        [line] = theirs.order((bearing, 5))
        cursor.execute("select * from orders_spoken_for(array[%s]::bigint[], %s)", [bearing, theirs.at])
        told = cursor.fetchall()

    assert held(line) == 2
    assert [row[3] for row in told] == [8]


@pytest.mark.parametrize("wanted", [1, 4], ids=["standing", "coming as well"])
def test_a_queue_costs_no_statement_more_however_long_it_is(
    firm: Firm, reserves: Reserves, theirs: Reserves, wanted: int
) -> None:
    def spent(count: int, place: Callable[..., object]) -> int:
        products = [firm.product(f"Q{count}-{number}", price=10) for number in range(count)]
        for _ in range(count):
            reserves.order(*((product, 3) for product in products))
        for product in products:
            firm.stock(product, 3 * count + 1)
        firm.arrival(products[0], 3, theirs.at.date())
        with counted() as said:
            place(*((product, wanted) for product in products))
        return len([sql for sql in said if "SAVEPOINT" not in sql])

    assert spent(1, theirs.order) == spent(6, theirs.order)


def test_of_a_long_queue_only_those_are_looked_at_whom_the_goods_reach(
    firm: Firm, reserves: Reserves, theirs: Reserves, bearing: int
) -> None:
    """Under the locks of the goods: what a contract may take is asked once, what a line wants while some are left."""
    for _ in range(20):
        reserves.order((bearing, 8))
    ContractWarehouse.objects.create(contract_id=theirs.contract, warehouse_id=firm.kazan)
    for _ in range(20):
        theirs.order((bearing, 8))
    firm.stock(bearing, 10)

    assert calls(bearing, theirs.at) == {"stock_warehouses": 2, "orders_wants": 2}


def calls(product: int, at: datetime) -> dict[str, int]:
    """How often these functions are called to say what is spoken for."""
    from django.db import connection  # noqa: PLC0415

    names = ["stock_warehouses", "orders_wants"]
    with connection.cursor() as cursor:
        cursor.execute("set local track_functions = 'all'")
        cursor.execute("select * from orders_spoken_for(array[%s]::bigint[], %s)", [product, at])
        cursor.execute("select funcname, calls from pg_stat_xact_user_functions where funcname = any(%s)", [names])
        return dict(cursor.fetchall())
