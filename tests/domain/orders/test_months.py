"""What is added to an order counts in the month in which it is, for who adds it; what is given back, where it was."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract, CostCentre, Membership
from optom.domain.orders.models import Line, Order
from optom.domain.orders.spending import spent, spent_by_centre
from tests.domain.orders.reserves import Reserves, codes
from tests.trade import Firm, dec


@dataclass
class Month:
    """Bob may order for a thousand a month; he has ordered five at 100 last month, Alice five in this one."""

    company: int
    bob: Reserves
    alice: Reserves
    bearing: int
    old: int
    colleagues: int

    def of(self, who: Reserves) -> Decimal:
        return spent(company=self.company, currency="RUB", person=who.actor, centre=None, at=who.at).person


@pytest.fixture
def month(firm: Firm, reserves: Reserves) -> Month:
    company = Contract.objects.get(pk=reserves.contract).company_id
    bob = Reserves(reserves.contract, firm.person("bob"), reserves.at)
    Membership.objects.create(company_id=company, user_id=bob.actor, role="buyer", month_limit=dec(1000))
    bearing = firm.product("6204", price=100, on_hand=100)
    [old] = bob.order((bearing, 5), at=reserves.at - timedelta(days=25))
    [colleagues] = reserves.order((bearing, 5))
    return Month(company, bob, reserves, bearing, old, colleagues)


@pytest.mark.parametrize("whose", ["his own of last month", "a colleague's of this one"])
def test_more_of_an_order_counts_for_who_adds_it_when_he_does(month: Month, whose: str) -> None:
    line = month.old if whose.startswith("his own") else month.colleagues
    before = month.of(month.alice)

    added = month.bob.change(line, 13)

    assert added.line, "a line of its own: it is of another month, or another's"
    assert (month.of(month.bob), month.of(month.alice)) == (dec(800), before)
    with pytest.raises(Refusal) as refused:
        month.bob.change(added.line, 11)
    assert codes(refused) == ["orders.more_over_month_limit"]
    assert (refused.value.facts["used"], refused.value.facts["left"]) == (800, 200)

    month.bob.change(added.line, 10)
    assert Line.objects.get(pk=added.line).ordered == 10, "what he ordered himself this month grows where it stands"
    assert month.of(month.bob) == dec(1000)


def test_what_is_given_back_goes_back_to_the_month_in_which_it_was_ordered(month: Month) -> None:
    added = month.bob.change(month.old, 15).line
    assert added
    [part] = month.bob.split((added, 4))
    assert month.of(month.bob) == dec(1000), "a part counts where the whole did"

    month.bob.release((month.old, 5))
    assert month.of(month.bob) == dec(1000), "last month's"
    month.bob.release((part, 1))
    month.alice.change(part, 2)
    assert month.of(month.bob) == dec(800), "a colleague gives back what is his"
    month.bob.cancel(added)
    assert month.of(month.bob) == dec(200)


def test_what_takes_the_place_of_last_months_goods_is_spent_in_this_one(firm: Firm, month: Month) -> None:
    other = firm.product("6205", price=150, on_hand=100)
    with pytest.raises(Refusal) as refused:
        month.bob.replace(month.old, other, 7, give_up=5)
    assert codes(refused) == ["orders.more_over_month_limit"]
    assert refused.value.facts["total"] == 1050, "all of it: last month's five hundred give nothing back to this one"

    made = month.bob.replace(month.old, other, 6, give_up=5)
    assert month.of(month.bob) == dec(900)
    month.bob.replace(made, month.bearing, 9, give_up=6)
    assert month.of(month.bob) == dec(900), "of this month only the difference"


def test_a_budget_counts_what_is_added_in_its_month(month: Month) -> None:
    centre = CostCentre.objects.create(company_id=month.company, code="10", name="Цех", budget=dec(600)).pk
    Order.objects.filter(pk=Line.objects.get(pk=month.old).order_id).update(cost_centre=centre)

    month.bob.change(month.old, 10)
    with pytest.raises(Refusal) as refused:
        month.alice.change(month.old, 7)

    assert codes(refused) == ["orders.more_over_budget"]
    now: dict[str, Any] = {"company": month.company, "currency": "RUB", "at": month.bob.at}
    assert spent_by_centre(**now) == {centre: dec(500)}
    assert spent(person=None, centre=centre, **now).centre == dec(500)
