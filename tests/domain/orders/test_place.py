"""Placing an order: priced, checked, held and journalled, or refused with every reason."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Contract
from optom.domain.credit.models import Account
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Balance
from tests.statements import counted
from tests.trade import Firm, dec


def placed(contract: int, actor: int, at: datetime, *lines: tuple[int, object], key: str = "k1") -> orders.Placed:
    wanted = [OrderLine(product, dec(quantity)) for product, quantity in lines]
    return orders.place(contract=contract, lines=wanted, key=key, actor=actor, at=at)


def refusals(error: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in reasons_of(error.value)]


def test_goods_on_hand_are_held_for_the_order(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)

    order = placed(contract, alice, at, (bearing, 20)).order

    line = Line.objects.get(order_id=order)
    assert (line.price, line.sum, line.vat) == (dec("100"), dec("2000.00"), dec("360.66"))
    assert (line.reserved, line.reserved_until) == (dec(20), at + timedelta(hours=72))
    assert Balance.objects.get(product_id=bearing).held == dec(20)
    assert Account.objects.get(contract_id=contract).reserved == dec("2000.00")
    assert stock.broken_books() == queries.broken_books() == []


def test_what_is_not_on_hand_is_held_of_an_arrival_and_the_rest_waits(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=5, kazan=3)
    arrival = firm.arrival(bearing, 10, date(2026, 12, 2))

    order = placed(contract, alice, at, (bearing, 20)).order

    line = Line.objects.get(order_id=order)
    holds = stock.holds_of([line.pk])
    assert [(hold.warehouse, hold.arrival, hold.quantity) for hold in holds] == [
        (firm.moscow, None, dec(5)),
        (firm.kazan, None, dec(3)),
        (firm.moscow, arrival, dec(10)),
    ]
    assert (line.reserved, queries.lines(order=order)[0].waiting) == (dec(18), dec(2))
    assert line.reserved_until == datetime(2026, 12, 5, tzinfo=at.tzinfo)


def test_the_same_key_is_the_same_order(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)

    first = placed(contract, alice, at, (bearing, 20))
    second = placed(contract, alice, at, (bearing, 20))

    assert (second.order, second.is_new) == (first.order, False)
    assert Balance.objects.get(product_id=bearing).held == dec(20)


def test_every_reason_is_told_at_once(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    boxed = firm.product("6205", price=100, multiple=10)
    unpriced = firm.product("6206")
    unseen = firm.product("X-1", price=1, group="Секретное")
    firm.deny(contract, group="Секретное")

    with pytest.raises(Refusal) as refused:
        placed(contract, alice, at, (boxed, 15), (unpriced, 1), (unseen, 1))

    assert refusals(refused) == ["orders.not_multiple", "orders.no_price", "orders.not_in_assortment"]
    assert reasons_of(refused.value)[0].facts["suggest"] == dec(20)
    assert not Order.objects.exists()


def test_a_contract_that_rounds_up_gets_whole_packs(firm: Firm, alice: int, at: datetime) -> None:
    contract = firm.client("Упаковка", "7700000009", alice, pack_rule="round_up")
    boxed = firm.product("6205", price=100, multiple=10, on_hand=100)

    order = placed(contract, alice, at, (boxed, 15)).order

    assert Line.objects.get(order_id=order).ordered == dec(20)


def test_below_the_minimum_the_buyer_is_told_what_is_missing(firm: Firm, alice: int, at: datetime) -> None:
    contract = firm.client("Минимум", "7700000009", alice, minimum_order=dec(5000))
    bearing = firm.product("6204", price=100, on_hand=50)

    with pytest.raises(Refusal) as refused:
        placed(contract, alice, at, (bearing, 20))

    assert refused.value.facts["short"] == dec("3000.00")


def test_the_limit_of_reserves_counts_only_what_would_be_held(firm: Firm, alice: int, at: datetime) -> None:
    contract = firm.client("Лимит", "7700000009", alice, reservation_limit=dec(1000))
    bearing = firm.product("6204", price=100, on_hand=10)

    placed(contract, alice, at, (bearing, 50))
    other = firm.product("6205", price=100, on_hand=10)

    with pytest.raises(Refusal) as refused:
        placed(contract, alice, at, (other, 1), key="k2")
    assert (refused.value.code, refused.value.facts["over"]) == ("orders.reservation_limit", dec("100.00"))


def test_a_second_press_is_the_same_order_though_a_new_one_would_be_refused(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=100, on_hand=10)
    first = placed(contract, alice, at, (bearing, 10))
    Contract.objects.filter(pk=contract).update(is_active=False)

    again = placed(contract, alice, at, (bearing, 10))

    assert (again.order, again.is_new) == (first.order, False)
    with pytest.raises(Refusal) as refused:
        placed(contract, alice, at, (bearing, 10), key="another")
    assert refusals(refused) == ["companies.contract_closed"]


def test_a_strangers_order_is_refused(firm: Firm, contract: int, stranger: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)

    with pytest.raises(Refusal) as refused:
        placed(contract, stranger, at, (bearing, 1))

    assert refusals(refused) == ["companies.may_not"]


def test_an_order_is_journalled_with_its_facts(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)

    order = placed(contract, alice, at, (bearing, 20)).order

    entry = Entry.objects.get(act="orders.place")
    assert (entry.actor_id, entry.facts["order"], entry.facts["total"]) == (alice, order, "2000.00")


@pytest.mark.parametrize("lines", [1, 40])
def test_the_number_of_statements_does_not_grow_with_the_lines(
    firm: Firm, contract: int, alice: int, at: datetime, lines: int
) -> None:
    products = [firm.product(f"A{number}", price=10, on_hand=5) for number in range(lines)]
    with counted() as said:
        placed(contract, alice, at, *((product, Decimal(9)) for product in products))

    assert len([sql for sql in said if "SAVEPOINT" not in sql]) == 10


def test_what_was_bought_before_is_told_of_many_products(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing, belt, never = (firm.product(name, price=100, on_hand=50) for name in "123")
    placed(contract, alice, at, (bearing, 5), (belt, 1), key="first")
    later = at + timedelta(days=1)
    placed(contract, alice, later, (bearing, 7), key="second")
    cancelled = placed(contract, alice, later, (belt, 9), key="third").order
    orders.cancel(contract=contract, lines=[line.id for line in queries.lines(order=cancelled)], actor=alice, at=later)

    found = queries.last_bought(contract=contract, products=[bearing, belt, never])

    assert {product: (row.placed_at, row.quantity, row.price) for product, row in found.items()} == {
        bearing: (later, dec(7), dec(100)),
        belt: (at, dec(1), dec(100)),
    }
