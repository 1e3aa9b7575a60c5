"""What suppliers have ready is promised to whom the terms allow it, after what stands and what comes (ADR 0060)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line, Order
from optom.domain.orders.queries import Way
from optom.domain.orders.rules import OrderLine, When, Wish
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Arrival, Supply
from tests.domain.orders.reserves import Reserves, quantities
from tests.statements import counted
from tests.supplied import supplied, told
from tests.trade import Firm, dec

SOON = date(2026, 12, 2)


@pytest.fixture
def promised(contract: int) -> int:
    """A contract to which goods of suppliers may be promised."""
    Terms.objects.filter(contract_id=contract).update(from_suppliers=True)
    return contract


def from_where(line: int, firm: Firm) -> list[tuple[str, date | None, object]]:
    """What a line holds, the soonest first: on hand, of an arrival, of a supply."""
    supplies = set(Arrival.objects.filter(supply__isnull=False).values_list("id", flat=True))
    kinds = {None: "stock"} | dict.fromkeys(supplies, "supply")
    held = sorted(stock.holds_of([line]), key=lambda one: one.expected_on or date.min)
    return [(kinds.get(one.arrival, "arrival"), one.expected_on, one.quantity) for one in held]


def test_own_stock_then_arrivals_then_suppliers_and_the_rest_waits(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    firm.arrival(bearing, 10, SOON)
    supplied(firm.moscow, at, (71, bearing, 3, 9), (72, bearing, 4, 2))

    [line] = reserves.order((bearing, 25))

    days = {one.supply: one.expected_on for one in stock.supplies(contract=promised, products=[bearing], at=at)}
    assert days == {}, "all of it is promised"
    assert quantities(line) == {"ordered": 25, "reserved": 22, "waiting": 3}
    kinds = {(kind, quantity) for kind, _day, quantity in from_where(line, firm)}
    assert kinds == {("stock", 5), ("arrival", 10), ("supply", 4), ("supply", 3)}
    assert {one.source: one.taken for one in Supply.objects.all()} == {71: 3, 72: 4}


def test_without_the_term_nothing_of_suppliers_is_seen_or_promised(
    firm: Firm, contract: int, reserves: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    supplied(firm.moscow, at, (71, bearing, 30, 2))

    assert stock.supplies(contract=contract, products=[bearing], at=at) == []
    parts = queries.parts_of(contract=contract, quantities={bearing: dec(7)}, at=at)[bearing]
    assert [(part.way, part.quantity) for part in parts] == [(Way.STOCK, 5), (Way.WAITS, 2)]
    [line] = reserves.order((bearing, 7))
    assert quantities(line) == {"ordered": 7, "reserved": 5, "waiting": 2}


def test_what_is_told_before_is_what_is_placed(firm: Firm, promised: int, reserves: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    supplied(firm.moscow, at, (71, bearing, 30, 2))

    outlook = queries.outlook(contract=promised, lines=[OrderLine(bearing, dec(9))], actor=reserves.actor, at=at)
    [line] = reserves.order((bearing, 9))

    assert [(one.way, one.sum) for one in outlook.portions] == [(Way.STOCK, 500), (Way.SUPPLIED, 400)]
    assert outlook.held == reserves.value == dec(900)
    assert [one.on for one in outlook.portions][1] == from_where(line, firm)[1][1]
    assert outlook.last_until == Line.objects.get(pk=line).reserved_until


def test_what_is_given_back_can_be_promised_again_as_the_suppliers_not_as_ours(
    firm: Firm, promised: int, reserves: Reserves, strange_contract: int, stranger: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=100)
    supplied(firm.moscow, at, (71, bearing, 10, 2))
    theirs = Reserves(strange_contract, stranger, at)
    [line] = reserves.order((bearing, 8))

    orders.release(contract=promised, quantities={line: dec(5)}, actor=reserves.actor, at=at)

    assert Supply.objects.get().taken == 3
    assert Arrival.objects.get().quantity == 3
    [other] = theirs.order((bearing, 4))
    assert quantities(other) == {"ordered": 4, "waiting": 4}, "their terms do not let it be promised"
    [again] = reserves.order((bearing, 9))
    assert quantities(again) == {"ordered": 9, "reserved": 7, "waiting": 2}


def test_the_word_of_a_supplier_counts_as_long_as_it_is_fresh(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=100)
    supplied(firm.moscow, at, (71, bearing, 10, 2), fresh_until=at + timedelta(hours=1))

    assert stock.supplies(contract=promised, products=[bearing], at=at + timedelta(hours=2)) == []
    reserves.at = at + timedelta(hours=2)
    [line] = reserves.order((bearing, 3))
    assert quantities(line) == {"ordered": 3, "waiting": 3}


def test_goods_that_go_to_a_warehouse_from_which_the_contract_takes_nothing_are_not_promised(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    from optom.domain.stock import actions as goods  # noqa: PLC0415

    bearing = firm.product("6204", price=100)
    supplied(firm.kazan, at, (71, bearing, 10, 2))
    goods.set_warehouses(contract=promised, warehouses=[firm.moscow], actor=None, at=at)

    [line] = reserves.order((bearing, 3))
    assert quantities(line) == {"ordered": 3, "waiting": 3}


def test_what_a_supplier_tells_less_than_is_promised_is_told_as_lacking(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing, other = firm.product("6204", price=100), firm.product("6205", price=100)
    supplied(firm.moscow, at, (71, bearing, 10, 2), (72, other, 10, 2))
    reserves.order((bearing, 8), (other, 2))

    [lacking] = told((71, bearing, 5, 2), sources=[72])[:1]

    assert (lacking.source, lacking.quantity) == (71, 3)
    assert {one.source: (one.quantity, one.taken) for one in Supply.objects.all()} == {71: (8, 8), 72: (2, 2)}


def test_statements_do_not_grow_with_lines(firm: Firm, promised: int, reserves: Reserves, at: datetime) -> None:
    few = [firm.product(f"F-{number}", price=10, on_hand=1) for number in range(2)]
    many = [firm.product(f"M-{number}", price=10, on_hand=1) for number in range(30)]
    supplied(firm.moscow, at, *((product, product, 50, 2) for product in few + many))

    with counted() as little:
        reserves.order(*((product, 5) for product in few))
    with counted() as much:
        reserves.order(*((product, 5) for product in many))

    assert len(much) == len(little)


# --- as it comes, together, by a day


def picked(reserves: Reserves, at: datetime, wish: Wish, *lines: tuple[int, int]) -> int:
    """A draft of so much of the products, to come as is wished."""
    own = {"contract": reserves.contract}
    draft = orders.open_draft(**own, name="Декабрь", actor=reserves.actor, at=at)
    orders.set_quantities(**own, draft=draft, quantities={product: dec(quantity) for product, quantity in lines})
    orders.wish_draft(**own, draft=draft, wish=wish, at=at)
    return draft


def placed(reserves: Reserves, draft: int, at: datetime, expected: Decimal | None = None) -> int:
    answer = orders.order_draft(
        contract=reserves.contract, draft=draft, key=f"d{draft}", actor=reserves.actor, at=at, expected=expected
    )
    assert isinstance(answer, orders.Placed)
    return answer.order


def test_by_a_day_what_can_be_there_is_ordered_in_whole_packs_and_the_rest_stays_in_the_draft(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing, boxed = firm.product("6204", price=100, on_hand=5), firm.product("6205", price=10, multiple=10, on_hand=15)
    late = firm.product("6206", price=100)
    supplied(firm.moscow, at, (71, bearing, 10, 1), (72, late, 10, 60))
    soon = Wish(When.BY, business_day(at) + timedelta(days=9))
    draft = picked(reserves, at, soon, (bearing, 8), (boxed, 20), (late, 2))
    lines = queries.picked_lines(contract=promised, draft=draft)
    outlook = queries.outlook(contract=promised, lines=lines, actor=reserves.actor, at=at, wish=soon)
    assert (outlook.lines, outlook.left, outlook.total) == (2, 2, 900)

    order = placed(reserves, draft, at, expected=outlook.total)

    assert sorted(Line.objects.filter(order_id=order).values_list("product", "ordered", "reserved")) == [
        (bearing, 8, 8),
        (boxed, 10, 10),
    ]
    assert queries.draft_lines(contract=promised, draft=draft) == {boxed: 10, late: 2}
    with pytest.raises(Refusal, match=r"orders\.nothing_in_time"):
        orders.order_draft(contract=promised, draft=draft, key="again", actor=reserves.actor, at=at)


def test_together_all_of_it_is_held_until_the_last_of_it_is_there(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing, other = firm.product("6204", price=100, on_hand=5), firm.product("6205", price=100)
    supplied(firm.moscow, at, (71, other, 10, 20))
    together = Wish(When.TOGETHER)
    draft = picked(reserves, at, together, (bearing, 5), (other, 2))
    lines = queries.picked_lines(contract=promised, draft=draft)
    outlook = queries.outlook(contract=promised, lines=lines, actor=reserves.actor, at=at, wish=together)

    order = placed(reserves, draft, at)

    [arrival] = Arrival.objects.filter(supply__isnull=False)
    assert Order.objects.get(pk=order).together_on == arrival.expected_on == outlook.all_on
    untils = set(Line.objects.filter(order_id=order).values_list("reserved_until", flat=True))
    assert untils == {outlook.first_until} == {outlook.last_until}


def test_together_is_refused_where_goods_have_no_day(
    firm: Firm, promised: int, reserves: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    draft = picked(reserves, at, Wish(When.TOGETHER), (bearing, 9))
    with pytest.raises(Refusal, match=r"orders\.never_together"):
        placed(reserves, draft, at)
    assert not Order.objects.exists()


def test_a_day_that_has_gone_is_not_wished(promised: int, reserves: Reserves, at: datetime) -> None:
    for wish in (Wish(When.BY), Wish(When.BY, business_day(at) - timedelta(days=1))):
        with pytest.raises(Refusal, match=r"orders\.wished_in_past"):
            picked(reserves, at, wish)
