"""A buyer splits and replaces his lines and changes how much of them he wants."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract, Terms
from optom.domain.credit.models import Account
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line, Order
from optom.domain.stock import queries as goods
from optom.domain.stock.models import Balance
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import Reserves, codes, quantities
from tests.statements import counted
from tests.trade import Firm, dec

HOUR = timedelta(hours=1)


def held(line: int) -> list[tuple[int | None, int]]:
    return [(hold.arrival, int(hold.quantity)) for hold in goods.holds_of([line])]


def free(product: int) -> Decimal:
    return sum((row.on_hand - row.held for row in Balance.objects.filter(product_id=product)), Decimal(0))


def limit(reserves: Reserves, **terms: Any) -> None:
    Terms.objects.filter(contract_id=reserves.contract).update(**terms)


@pytest.fixture
def fine_prices(reserves: Reserves) -> None:
    """Prices of a hundredth of a kopeck, so that parts of a line have to share a kopeck."""
    from optom.domain.pricing.models import ContractPricing  # noqa: PLC0415

    ContractPricing.objects.filter(contract_id=reserves.contract).update(rounding=dec("0.0001"))


# --- split


@pytest.mark.usefixtures("fine_prices")
def test_a_line_split_in_two_is_worth_what_it_was_to_the_kopeck(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price="33.333", on_hand=3)
    [line] = reserves.order((bearing, 3))

    [part] = reserves.split((line, 2))

    assert (quantities(line), quantities(part)) == ({"ordered": 1, "reserved": 1}, {"ordered": 2, "reserved": 2})
    sums = Line.objects.filter(pk__in=[line, part]).values_list("sum", flat=True)
    assert sum(sums) == reserves.value == dec("100.00")
    made = Line.objects.get(pk=part)
    assert (made.came_from_id, made.position, made.price) == (line, 2, dec("33.3330"))


def test_what_waits_leaves_first_then_what_comes_latest(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    arrival = firm.arrival(bearing, 5, date(2026, 12, 1))
    [line] = reserves.order((bearing, 12))

    [part] = reserves.split((line, 4))

    assert quantities(part) == {"ordered": 4, "reserved": 2, "waiting": 2}
    assert (held(line), held(part)) == ([(None, 5), (arrival, 3)], [(arrival, 2)])


def test_the_parts_live_apart(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=10)
    [line] = reserves.order((bearing, 10))
    [part] = reserves.split((line, 4))

    reserves.extend(part, at=reserves.at + 50 * HOUR)
    orders.expire(at=reserves.at + 80 * HOUR)

    assert quantities(line) == {"ordered": 6, "cancelled": 6}
    assert quantities(part) == {"ordered": 4, "reserved": 4}


@pytest.mark.parametrize("quantity", [-1, 0, 6, 7])
def test_a_part_is_less_than_what_nobody_has_asked_to_ship(firm: Firm, reserves: Reserves, quantity: int) -> None:
    bearing = firm.product("6204", price=100, on_hand=10)
    [line] = reserves.order((bearing, 10))
    reserves.ask(line, 4)

    with pytest.raises(Refusal) as refused:
        reserves.split((line, quantity))

    assert codes(refused) == ["orders.not_to_split"]
    assert refused.value.facts["most"] == 6


def test_packs_are_not_torn_unless_the_terms_let_them(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=20, multiple=5)
    [line] = reserves.order((bearing, 20))

    with pytest.raises(Refusal) as refused:
        reserves.split((line, 7))
    assert codes(refused) == ["orders.part_of_pack"]
    assert refused.value.facts["suggest"] == 10

    limit(reserves, pack_rule="free")
    [part] = reserves.split((line, 7))
    assert quantities(part)["ordered"] == 7


def test_all_lines_that_can_not_be_split_are_named(firm: Firm, reserves: Reserves) -> None:
    lines = reserves.order(*((firm.product(name, price=1, on_hand=5), 5) for name in ("A", "B", "C")))

    with pytest.raises(Refusal) as refused:
        reserves.split((lines[0], 2), (lines[1], 5), (lines[2], 0))

    assert codes(refused) == ["orders.not_to_split"] * 2
    assert quantities(lines[0])["ordered"] == 5


def test_many_lines_of_many_orders_are_split_in_as_many_statements_as_two(firm: Firm, reserves: Reserves) -> None:
    def split(count: int) -> int:
        lines = [
            line
            for number in range(count)
            for line in reserves.order((firm.product(f"{count}-{number}", price=1, on_hand=9), 9))
        ]
        with counted() as sent:
            reserves.split(*((line, 4) for line in lines))
        return len(sent)

    assert split(2) == split(20)


# --- twice is once


def twice_splits(reserves: Reserves, line: int) -> list[Any]:
    return [reserves.split((line, 2), key="k") for _ in range(2)]


def twice_grows(reserves: Reserves, line: int) -> list[Any]:
    return [reserves.change(line, 12, key="k").line for _ in range(2)]


def twice_replaces(reserves: Reserves, line: int) -> list[Any]:
    other = Line.objects.exclude(pk=line).values_list("product_id", flat=True).first()
    return [reserves.replace(line, other or 0, 2, key="k") for _ in range(2)]


@pytest.mark.parametrize("twice", [twice_splits, twice_grows, twice_replaces])
def test_the_same_key_makes_one_line(
    firm: Firm, reserves: Reserves, twice: Callable[[Reserves, int], list[Any]]
) -> None:
    bearing, other = firm.product("6204", price=100, on_hand=30), firm.product("6205", price=100, on_hand=30)
    [line] = reserves.order((bearing, 10))
    reserves.order((other, 1))
    firm.price(bearing, 90, from_quantity=11)  # so that more becomes a line of its own
    before = Line.objects.count()

    first, second = twice(reserves, line)

    assert first == second
    assert Line.objects.count() == before + 1


# --- replace


def test_an_analog_is_held_instead_and_the_old_goods_are_free(firm: Firm, reserves: Reserves) -> None:
    bearing, analog = firm.product("6204", price=100, on_hand=10), firm.product("80204", price=80, on_hand=10)
    [line] = reserves.order((bearing, 10))

    with working_as(BUYER, user=reserves.actor):
        made = reserves.replace(line, analog, 6)

    assert quantities(line) == {"ordered": 10, "reserved": 4, "cancelled": 6}
    assert quantities(made) == {"ordered": 6, "reserved": 6}
    assert (free(bearing), free(analog), reserves.value) == (6, 4, 4 * 100 + 6 * 80)
    assert Order.objects.get().total == 1480, "what was ordered in all; what was cancelled is told by the lines"


def test_what_waits_is_given_up_before_what_is_held(firm: Firm, reserves: Reserves) -> None:
    bearing, analog = firm.product("6204", price=100, on_hand=4), firm.product("80204", price=80, on_hand=10)
    [line] = reserves.order((bearing, 10))

    reserves.replace(line, analog, 6)

    assert quantities(line) == {"ordered": 10, "reserved": 4, "cancelled": 6}


def test_nothing_is_given_up_for_an_analog_that_is_not_there(firm: Firm, reserves: Reserves) -> None:
    bearing, analog = firm.product("6204", price=100, on_hand=10), firm.product("80204", price=80, on_hand=4)
    [line] = reserves.order((bearing, 10))

    with pytest.raises(Refusal) as refused:
        reserves.replace(line, analog, 10)
    assert codes(refused) == ["orders.not_enough"]
    assert refused.value.facts["free"] == 4
    assert quantities(line) == {"ordered": 10, "reserved": 10}

    made = reserves.replace(line, analog, 10, may_wait=True)
    assert quantities(made) == {"ordered": 10, "reserved": 4, "waiting": 6}


def test_everything_against_an_exchange_is_told_at_once(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=10, multiple=5)
    [line] = reserves.order((bearing, 10))
    reserves.ask(line, 5)

    with pytest.raises(Refusal) as refused:
        reserves.replace(line, bearing, 6)

    assert codes(refused) == ["orders.same_product", "orders.not_at_will", "orders.not_multiple"]


def test_a_dearer_product_has_to_fit_the_limit_that_the_old_one_frees(firm: Firm, reserves: Reserves) -> None:
    bearing, dear = firm.product("6204", price=100, on_hand=10), firm.product("80204", price=150, on_hand=10)
    [line] = reserves.order((bearing, 10))
    limit(reserves, reservation_limit=dec(1200))

    with pytest.raises(Refusal) as refused:
        reserves.replace(line, dear, 10)
    assert codes(refused) == ["orders.reservation_limit"]

    made = reserves.replace(line, dear, 4)
    assert (quantities(made)["reserved"], reserves.value) == (4, 1200)


@pytest.mark.usefixtures("fine_prices")
def test_the_sums_of_a_kopeck_stay_right_through_an_exchange(firm: Firm, reserves: Reserves) -> None:
    bearing, analog = firm.product("6204", price="33.333", on_hand=3), firm.product("80204", price="0.01", on_hand=3)
    [line] = reserves.order((bearing, 3))

    reserves.replace(line, analog, 1)

    assert reserves.value == dec("66.67") + dec("0.01")


# --- change the quantity


def test_less_leaves_the_queue_first_and_then_gives_goods_back(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=8)
    [line] = reserves.order((bearing, 12))

    assert reserves.change(line, 9).by == -3
    assert quantities(line) == {"ordered": 12, "reserved": 8, "waiting": 1, "cancelled": 3}
    reserves.change(line, 5)
    assert quantities(line) == {"ordered": 12, "reserved": 5, "cancelled": 7}
    assert (free(bearing), reserves.value) == (3, 500)


@pytest.mark.usefixtures("fine_prices")
def test_more_at_the_same_price_makes_the_line_longer(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price="33.333", on_hand=4)
    [line] = reserves.order((bearing, 3))

    with working_as(BUYER, user=reserves.actor):
        changed = reserves.change(line, 6)

    assert (changed.by, changed.held, changed.line) == (3, 1, None)
    assert quantities(line) == {"ordered": 6, "reserved": 4, "waiting": 2}
    assert Line.objects.get(pk=line).sum == Order.objects.get().total == dec("200.00")


def test_more_at_another_price_is_a_line_of_its_own(firm: Firm, reserves: Reserves) -> None:
    from optom.domain.pricing.models import ColumnPrice  # noqa: PLC0415

    bearing = firm.product("6204", price=100, on_hand=20)
    [line] = reserves.order((bearing, 5))
    ColumnPrice.objects.filter(product_id=bearing).update(amount=dec(120))

    changed = reserves.change(line, 8)

    assert quantities(line) == {"ordered": 5, "reserved": 5}
    assert changed.line is not None
    made = Line.objects.get(pk=changed.line)
    assert (made.price, made.ordered, made.reserved, made.came_from_id) == (120, 3, 3, line)
    assert (reserves.value, Order.objects.get().total) == (860, 860)


def test_what_is_added_has_the_price_of_the_whole_quantity(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=20)
    [line] = reserves.order((bearing, 5))
    firm.price(bearing, 90, from_quantity=10)

    changed = reserves.change(line, 10)

    assert Line.objects.get(pk=changed.line or 0).price == 90


def test_the_same_quantity_changes_nothing_and_is_not_journalled(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 5))

    assert reserves.change(line, 5).by == 0
    assert not Entry.objects.filter(act="orders.change_quantity").exists()


def test_what_has_been_asked_to_ship_can_not_be_taken_off(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 10))
    reserves.ask(line, 6)

    with pytest.raises(Refusal) as refused:
        reserves.change(line, 5)

    assert codes(refused) == ["orders.not_at_will"]
    assert refused.value.facts["most"] == 4


def test_quantities_fit_packs_up_and_down(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20, multiple=5), 10))

    for wanted, code in ((7, "orders.part_of_pack"), (12, "orders.not_multiple")):
        with pytest.raises(Refusal) as refused:
            reserves.change(line, wanted)
        assert codes(refused) == [code]

    limit(reserves, pack_rule="round_up")
    assert reserves.change(line, 12).by == 5


def test_more_has_to_fit_the_limit_of_reserves(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=20), 10))
    limit(reserves, reservation_limit=dec(1100))

    with pytest.raises(Refusal) as refused:
        reserves.change(line, 12)

    assert codes(refused) == ["orders.reservation_limit"]
    assert refused.value.facts["over"] == 100


# --- extend all that runs out


def test_all_that_runs_out_before_a_moment_is_extended_and_nothing_else(firm: Firm, reserves: Reserves) -> None:
    early = reserves.order((firm.product("A", price=1, on_hand=5), 5), at=reserves.at - 60 * HOUR)
    late = reserves.order((firm.product("B", price=1, on_hand=5), 5))

    orders.extend_running_out(
        contract=reserves.contract, before=reserves.at + 24 * HOUR, actor=reserves.actor, at=reserves.at + HOUR
    )

    assert Line.objects.get(pk=early[0]).reserved_until == reserves.at + 73 * HOUR
    assert Line.objects.get(pk=late[0]).reserved_until == reserves.at + 72 * HOUR


def test_where_nothing_runs_out_nothing_is_extended(reserves: Reserves) -> None:
    with pytest.raises(Refusal) as refused:
        orders.extend_running_out(contract=reserves.contract, before=reserves.at, actor=reserves.actor, at=reserves.at)
    assert codes(refused) == ["orders.nothing_runs_out"]


# --- strangers


ACTS: dict[str, Callable[[Reserves, int, int], object]] = {
    "split": lambda who, line, _other: who.split((line, 2)),
    "change": lambda who, line, _other: who.change(line, 2),
    "replace": lambda who, line, other: who.replace(line, other, 2),
    "move": lambda who, line, other: who.move(other, (line, 2)),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_stranger_does_nothing_to_anothers_line(
    firm: Firm, reserves: Reserves, strange_contract: int, stranger: int, act: str
) -> None:
    bearing, other = firm.product("6204", price=100, on_hand=10), firm.product("6205", price=100, on_hand=10)
    [line] = reserves.order((bearing, 10))
    company = Contract.objects.get(pk=strange_contract).company_id
    target = firm.contract(company, "2") if act == "move" else other
    in_mine = Reserves(reserves.contract, stranger, reserves.at)
    in_his = Reserves(strange_contract, stranger, reserves.at)

    for who, code in ((in_mine, "companies.may_not"), (in_his, "orders.line_unknown")):
        with pytest.raises(Refusal) as refused:
            ACTS[act](who, line, target)
        assert codes(refused) == [code]
    with working_as(BUYER, user=stranger), pytest.raises(Refusal) as refused:
        ACTS[act](in_mine, line, target)
    assert codes(refused) == ["companies.contract_unknown"]

    assert quantities(line) == {"ordered": 10, "reserved": 10}
    assert Account.objects.get(contract_id=strange_contract).reserved == 0


def test_a_buyer_resizes_no_line_of_another_and_none_at_another_price(
    firm: Firm, reserves: Reserves, stranger: int
) -> None:
    from django.db import connection  # noqa: PLC0415

    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    def resize(by: int, total: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute("select orders_resize(%s, %s, %s, %s)", [[line], [dec(by)], [dec(total)], [dec(0)]])
            return int(cursor.fetchone()[0])

    with working_as(BUYER, user=stranger):
        assert resize(1, 100) == 0
    with working_as(BUYER, user=reserves.actor):
        assert resize(0, -999) == 0
        assert resize(1, 100) == 1
        assert resize(-1, -100) == 1
