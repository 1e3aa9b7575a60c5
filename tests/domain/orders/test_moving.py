"""Held goods go from one contract of a buyer to another of his."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract, CostCentre, Membership
from optom.domain.journal.models import Entry
from optom.domain.orders.models import Line, Order
from optom.domain.orders.spending import spent
from optom.domain.stock.models import ContractWarehouse
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import Reserves, codes, quantities
from tests.domain.orders.test_changing import free, held, limit
from tests.trade import Firm, dec

HOUR = timedelta(hours=1)


@pytest.fixture
def second(firm: Firm, reserves: Reserves) -> Reserves:
    """Another contract of Mechanic's, in which Alice orders too: a tenth cheaper, held for a day."""
    company = Contract.objects.get(pk=reserves.contract).company_id
    contract = firm.contract(company, "119", discount=10, reservation_hours=24)
    return Reserves(contract, reserves.actor, reserves.at)


def test_moved_goods_are_held_by_the_other_contract_at_its_price(
    firm: Firm, reserves: Reserves, second: Reserves
) -> None:
    bearing = firm.product("6204", price=100, on_hand=10)
    [line] = reserves.order((bearing, 10))

    with working_as(BUYER, user=reserves.actor):
        [moved] = reserves.move(second.contract, (line, 4))

    assert quantities(line) == {"ordered": 10, "reserved": 6, "cancelled": 4}
    assert quantities(moved) == {"ordered": 4, "reserved": 4}
    made = Line.objects.get(pk=moved)
    assert (made.price, made.came_from_id, made.reserved_until) == (dec(90), line, second.at + 24 * HOUR)
    assert (reserves.value, second.value, free(bearing)) == (600, 360, 0)


def test_what_is_still_on_its_way_is_moved_too_and_first(firm: Firm, reserves: Reserves, second: Reserves) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    arrival = firm.arrival(bearing, 5, date(2026, 12, 1))
    [line] = reserves.order((bearing, 10))

    [moved] = reserves.move(second.contract, (line, 7))

    assert (held(line), held(moved)) == ([(None, 3)], [(None, 2), (arrival, 5)])


def test_everything_against_a_move_is_told_at_once(firm: Firm, reserves: Reserves, second: Reserves) -> None:
    hidden, torn, held_less = (
        firm.product("A", price=100, on_hand=10, brand="FAG"),
        firm.product("B", price=100, on_hand=10),
        firm.product("C", price=100, on_hand=10),
    )
    lines = reserves.order((hidden, 10), (torn, 10), (held_less, 10))
    reserves.ask(lines[2], 8)
    firm.deny(second.contract, brand="FAG")
    from optom.domain.catalog.models import Product  # noqa: PLC0415

    Product.objects.filter(pk=torn).update(multiple=4)
    limit(second, minimum_order=dec(5000), reservation_limit=dec(100))

    with pytest.raises(Refusal) as refused:
        reserves.move(second.contract, (lines[0], 5), (lines[1], 6), (lines[2], 3))

    assert codes(refused) == [
        "orders.not_held",
        "orders.not_in_assortment",
        "orders.not_multiple",
        "orders.below_minimum",
        "orders.reservation_limit",
    ]
    assert second.value == 0


def test_goods_do_not_move_where_the_contract_may_not_take_them(
    firm: Firm, reserves: Reserves, second: Reserves
) -> None:
    ContractWarehouse.objects.create(contract_id=second.contract, warehouse_id=firm.kazan)
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    with pytest.raises(Refusal) as refused:
        reserves.move(second.contract, (line, 4))

    assert codes(refused) == ["orders.warehouse_not_allowed"]


def test_nobody_moves_goods_into_a_contract_that_is_not_his(
    firm: Firm, reserves: Reserves, strange_contract: int
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    with pytest.raises(Refusal) as refused:
        reserves.move(strange_contract, (line, 4))
    assert codes(refused) == ["companies.may_not"]

    with working_as(BUYER, user=reserves.actor), pytest.raises(Refusal) as refused:
        reserves.move(strange_contract, (line, 4))
    assert codes(refused) == ["companies.contract_unknown"]


def test_a_move_to_where_the_line_is_already_is_none(firm: Firm, reserves: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    with pytest.raises(Refusal) as refused:
        reserves.move(reserves.contract, (line, 4))

    assert codes(refused) == ["orders.same_contract"]


def test_the_same_key_moves_once(firm: Firm, reserves: Reserves, second: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    assert reserves.move(second.contract, (line, 4), key="k") == reserves.move(second.contract, (line, 4), key="k")
    assert quantities(line) == {"ordered": 10, "reserved": 6, "cancelled": 4}


def test_both_contracts_have_the_move_in_the_journal(firm: Firm, reserves: Reserves, second: Reserves) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))

    [moved] = reserves.move(second.contract, (line, 4))

    gone, come = Entry.objects.order_by("-id")[:2][::-1]
    assert (gone.act, gone.facts["lines"], gone.facts["made"]) == (
        "orders.move", {str(line): "4"}, {str(line): moved},
    )  # fmt: skip
    assert (come.act, come.facts["moved_from"]) == ("orders.place", reserves.contract)


# --- what a person spends in a month


@pytest.fixture
def spender(firm: Firm, reserves: Reserves, second: Reserves) -> int:
    """Bob may order for a thousand a month and has ordered for 630 of this one; he sees both contracts."""
    company = Contract.objects.get(pk=reserves.contract).company_id
    bob = firm.person("bob")
    Membership.objects.create(company_id=company, user_id=bob, role="buyer", month_limit=dec(1000))
    Reserves(second.contract, bob, second.at).order((firm.product("6308", price=100, on_hand=9), 7))
    return bob


def spent_by(second: Reserves, user: int) -> Decimal:
    company = Contract.objects.get(pk=second.contract).company_id
    return spent(company=company, currency="RUB", person=user, centre=None, at=second.at).person


def held_by(firm: Firm, reserves: Reserves, user: int, at: datetime) -> int:
    """A line of ten at 100, which the user ordered then."""
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10), at=at)
    Order.objects.filter(pk=Line.objects.get(pk=line).order_id).update(placed_by=user)
    return line


@pytest.mark.parametrize("whose", ["his own of last month", "a colleague's of this one"])
def test_goods_that_were_not_spent_of_his_month_are_spent_of_it_when_he_moves_them(
    firm: Firm, reserves: Reserves, second: Reserves, spender: int, whose: str
) -> None:
    is_old = whose.startswith("his own")
    line = held_by(
        firm,
        reserves,
        spender if is_old else reserves.actor,
        reserves.at - timedelta(days=25) if is_old else reserves.at,
    )
    acting = Reserves(reserves.contract, spender, reserves.at)

    with pytest.raises(Refusal) as refused:
        acting.move(second.contract, (line, 5))

    assert codes(refused) == ["orders.more_over_month_limit"]
    assert (refused.value.facts["total"], refused.value.facts["left"]) == (450, 370)
    acting.move(second.contract, (line, 4))
    assert spent_by(second, spender) == 630 + 360


def test_goods_that_were_spent_of_his_month_already_are_spent_once(
    firm: Firm, reserves: Reserves, second: Reserves, spender: int
) -> None:
    Membership.objects.filter(user_id=spender).update(month_limit=dec(1630))
    line = held_by(firm, reserves, spender, reserves.at)

    Reserves(reserves.contract, spender, reserves.at).move(second.contract, (line, 10))

    assert spent_by(second, spender) == 630 + 900


def test_what_goods_cost_in_another_currency_gives_nothing_back(
    firm: Firm, reserves: Reserves, second: Reserves, spender: int
) -> None:
    Contract.objects.filter(pk=reserves.contract).update(currency="EUR")
    line = held_by(firm, reserves, spender, reserves.at)

    with pytest.raises(Refusal) as refused:
        Reserves(reserves.contract, spender, reserves.at).move(second.contract, (line, 5))

    assert codes(refused) == ["orders.more_over_month_limit"]


def test_an_old_order_is_no_new_one_for_the_bound_of_a_single_order(
    firm: Firm, reserves: Reserves, second: Reserves, spender: int
) -> None:
    line = held_by(firm, reserves, spender, reserves.at - timedelta(days=25))
    Membership.objects.filter(user_id=spender).update(month_limit=None, order_limit=dec(100))

    assert Reserves(reserves.contract, spender, reserves.at).move(second.contract, (line, 10))


# --- cost centres


def charged(reserves: Reserves, line: int, code: str) -> int:
    """The order of the line is charged to a centre of its company."""
    company = Contract.objects.get(pk=reserves.contract).company_id
    made = CostCentre.objects.create(company_id=company, code=code, name="Цех")
    Order.objects.filter(pk=Line.objects.get(pk=line).order_id).update(cost_centre=made)
    return made.pk


def centre_of(line: int) -> int | None:
    return Line.objects.select_related("order").get(pk=line).order.cost_centre_id


@pytest.fixture
def affiliate(firm: Firm, reserves: Reserves) -> Reserves:
    """Another company for which Alice orders too."""
    return Reserves(firm.client("Механик-Сервис", "7700000030", reserves.actor), reserves.actor, reserves.at)


def test_within_the_company_goods_stay_charged_to_their_centre(
    firm: Firm, reserves: Reserves, second: Reserves
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))
    workshop = charged(reserves, line, "10")

    [moved] = reserves.move(second.contract, (line, 4))

    assert centre_of(moved) == workshop
    assert "centre" not in Entry.objects.get(act="orders.move").facts


def test_in_another_company_goods_are_charged_to_what_is_said_there_and_the_journal_tells_it(
    firm: Firm, reserves: Reserves, affiliate: Reserves
) -> None:
    first, second = reserves.order(*((firm.product(name, price=100, on_hand=10), 10) for name in ("A", "B")))
    charged(reserves, first, "10")
    theirs = CostCentre.objects.create(
        company_id=Contract.objects.get(pk=affiliate.contract).company_id, code="77", name="Сервис"
    ).pk

    [cleared] = reserves.move(affiliate.contract, (first, 4))
    [charged_there] = reserves.move(affiliate.contract, (second, 4), centre=theirs)

    assert (centre_of(cleared), centre_of(charged_there)) == (None, theirs)
    told = Entry.objects.filter(act="orders.move").order_by("id")
    assert [entry.facts["centre"] for entry in told] == [["10", None], ["10", "77"]]


def test_a_centre_of_the_company_that_gives_goods_away_is_none_of_the_other(
    firm: Firm, reserves: Reserves, affiliate: Reserves
) -> None:
    [line] = reserves.order((firm.product("6204", price=100, on_hand=10), 10))
    ours = charged(reserves, line, "10")

    with pytest.raises(Refusal) as refused:
        reserves.move(affiliate.contract, (line, 4), centre=ours)
    assert codes(refused) == ["companies.centre_unknown"]


def test_goods_of_several_centres_are_charged_to_the_one_that_is_said(
    firm: Firm, reserves: Reserves, second: Reserves
) -> None:
    [first] = reserves.order((firm.product("A", price=100, on_hand=10), 10))
    [other] = reserves.order((firm.product("B", price=100, on_hand=10), 10))
    charged(reserves, first, "10")
    store = charged(reserves, other, "20")

    one, two = reserves.move(second.contract, (first, 4), (other, 4), centre=store)

    assert (centre_of(one), centre_of(two)) == (store, store)


@pytest.fixture
def two_centres(firm: Firm, reserves: Reserves) -> tuple[list[int], list[int]]:
    """A line of 1000 charged to the workshop and one charged to the store; the lines, and the centres."""
    lines = [reserves.order((firm.product(name, price=100, on_hand=10), 10))[0] for name in ("A", "B")]
    return lines, [charged(reserves, line, code) for line, code in zip(lines, ("10", "20"), strict=True)]


def test_goods_of_several_centres_are_charged_to_none_that_the_buyer_may_not_charge(
    firm: Firm, reserves: Reserves, second: Reserves, affiliate: Reserves, two_centres: tuple[list[int], list[int]]
) -> None:
    lines, [workshop, store] = two_centres
    [elsewhere] = affiliate.order((firm.product("C", price=100, on_hand=10), 10))
    theirs = charged(affiliate, elsewhere, "77")
    CostCentre.objects.filter(pk=store).update(is_closed=True)

    def refused(centre: int | None) -> list[str]:
        with pytest.raises(Refusal) as caught:
            reserves.move(second.contract, *((line, 4) for line in lines), centre=centre)
        return codes(caught)

    assert (refused(theirs), refused(store)) == (["companies.centre_unknown"], ["orders.centre_closed"])
    Membership.objects.filter(user_id=reserves.actor).update(cost_centres=[store])
    assert (refused(None), refused(workshop)) == (["orders.centre_missing"], ["orders.centre_not_yours"])
    assert second.value == 0


def test_a_centre_pays_from_its_budget_for_goods_that_others_were_charged_also_where_they_are_not_dearer(
    reserves: Reserves, second: Reserves, two_centres: tuple[list[int], list[int]]
) -> None:
    [of_workshop, of_store], [_, store] = two_centres
    CostCentre.objects.filter(pk=store).update(budget=dec(1550))

    with pytest.raises(Refusal) as refused:
        reserves.move(second.contract, (of_workshop, 8), (of_store, 1), centre=store)

    assert codes(refused) == ["orders.more_over_budget"]
    assert refused.value.facts["total"] == 9 * dec(90) - dec(100), "without what it was charged before"
    assert reserves.move(second.contract, (of_workshop, 6), (of_store, 1), centre=store)


def test_what_a_centre_was_charged_last_month_gives_nothing_back_to_this_one(
    reserves: Reserves, second: Reserves, two_centres: tuple[list[int], list[int]]
) -> None:
    [_, of_store], [_, store] = two_centres
    CostCentre.objects.filter(pk=store).update(budget=dec(500))
    Order.objects.filter(cost_centre=store).update(placed_at=reserves.at - timedelta(days=25))

    with pytest.raises(Refusal) as refused:
        reserves.move(second.contract, (of_store, 6))

    assert codes(refused) == ["orders.more_over_budget"]
    assert refused.value.facts["total"] == 540
    assert reserves.move(second.contract, (of_store, 5))


def test_what_is_dearer_elsewhere_is_charged_whole_to_a_centre_that_has_not_paid_for_it(
    firm: Firm, reserves: Reserves, two_centres: tuple[list[int], list[int]]
) -> None:
    [line, _], [_, store] = two_centres
    dear = firm.contract(Contract.objects.get(pk=reserves.contract).company_id, "120", discount=-10)
    CostCentre.objects.filter(pk=store).update(budget=dec(1200))

    with pytest.raises(Refusal) as refused:
        reserves.move(dear, (line, 4), centre=store)

    assert codes(refused) == ["orders.more_over_budget"]
    assert refused.value.facts["total"] == 440


def test_goods_of_a_closed_centre_are_charged_to_another_and_the_journal_tells_it(
    reserves: Reserves, second: Reserves, two_centres: tuple[list[int], list[int]]
) -> None:
    [line, _], [workshop, store] = two_centres
    CostCentre.objects.filter(pk=workshop).update(is_closed=True)

    with pytest.raises(Refusal) as refused:
        reserves.move(second.contract, (line, 4))
    [moved] = reserves.move(second.contract, (line, 4), centre=store)

    assert (codes(refused), centre_of(moved)) == (["orders.centre_closed"], store)
    assert Entry.objects.get(act="orders.move").facts["centre"] == ["10", "20"]
