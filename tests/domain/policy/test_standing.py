"""Where our prices stand among those of competitors, where we lose and where we give money away."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.base.listing import Asked
from optom.domain.costs import actions as costs
from optom.domain.costs.market import MarketRow
from optom.domain.costs.models import Demand
from optom.domain.journal import actions as journal
from optom.domain.policy import actions, queries
from optom.domain.policy.document import Policy, Rule
from optom.domain.policy.models import UnitCost
from optom.domain.policy.queries import Which
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.models import Column
from tests.domain.costs.told import tell
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
POLICY = Policy(rules=(Rule("wholesale", "planned_cost * 1.5"),), cost="planned_cost")
VAT = Decimal("1.22")
#         without VAT: ours, cost, asked by competitors; left in 90 days
GOODS = {
    "CHEAP": (80, 50, (100, 110, 120), 10),
    "BELOW": (105, 90, (100, 110, 120), 2),
    "ABOVE": (115, 90, (100, 110, 120), 0),
    "DEAR": (130, 90, (100, 110, 120), 5),
    "THIN": (130, 125, (100,), 5),
    "LOSS": (99, 110, (99,), 1),
    "ALONE": (99, 50, (), 1),
}


@pytest.fixture
def goods(firm: Firm, at: datetime) -> dict[str, int]:
    made = {}
    day: date = at.date()
    seen = []
    for article, (price, cost, asked, sold) in GOODS.items():
        made[article] = firm.product(article, price=price * VAT, brand="Bosch" if article == "CHEAP" else "SKF")
        tell(made[article], "planned_cost", cost, at=at)
        Demand.objects.create(product_id=made[article], sold_90=sold, sold_365=sold)
        seen += [MarketRow(article, f"Shop {number}", amount * VAT, day) for number, amount in enumerate(asked)]
    costs.load_market(rows=seen, name="seen.csv", actor=None, at=at)
    return made


def column(firm: Firm) -> pricing.ColumnRow:
    return next(one for one in pricing.columns() if one.id == firm.wholesale)


def listed(firm: Firm, at: datetime, which: Which = "all", *, by: int = 5, margin: int = 15) -> dict[str, Any]:
    rows = queries.standing(column(firm), which, by=by, margin=margin, at=at).part(Asked()).rows
    return {row.article: row for row in rows}


def worker_counts(at: datetime) -> None:
    """He hears that a policy says what goods cost."""
    before = jobs()
    assert journal.deliver(at=at) == 1
    assert jobs() == before + 1
    actions.count_costs(products=None, at=at)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="policy.count_costs").count()


def test_each_price_has_its_place_in_the_market(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    found = listed(firm, at)
    assert {article: row.place for article, row in found.items()} == {
        "CHEAP": "cheapest", "BELOW": "below", "ABOVE": "above",
        "DEAR": "dearest", "THIN": "dearest", "LOSS": "cheapest",
    }  # fmt: skip
    assert (found["CHEAP"].index, found["CHEAP"].lowest, found["CHEAP"].highest) == (
        dec("72.73"),
        dec(122),
        dec("146.4"),
    )
    groups = queries.standing_parts(column(firm), "brand", at=at).part(Asked()).rows
    assert [(row.name, row.goods, row.cheapest, row.dearest) for row in groups] == [
        ("SKF", 5, dec(20), dec(40)), ("Bosch", 1, dec(100), dec(0)),
    ]  # fmt: skip


def test_prices_are_compared_with_vat_and_in_roubles(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    Column.objects.filter(pk=firm.wholesale).update(vat_included=False)
    [net] = [row for article, row in listed(firm, at).items() if article == "CHEAP"]
    assert (net.ours, net.place) == (dec("119.072"), "cheapest"), "theirs have VAT of 22 %, and so has ours beside them"
    Column.objects.filter(pk=firm.wholesale).update(currency="USD")
    assert listed(firm, at) == {}, "without a rate nothing can be compared"


def test_where_we_lose_and_where_we_give_away_by_the_cost_that_the_policy_says(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    assert listed(firm, at, "lose") == {}, "nobody has said yet what goods cost"
    boss = firm.person("boss", "director")
    journal.deliver(at=at)  # what was told of costs before
    made = actions.simulate(policy=POLICY, actor=boss, at=at, products=[goods["DEAR"]])
    assert not UnitCost.objects.exists(), "nobody who waits for a few prices waits for the costs of all goods"
    worker_counts(at)
    assert UnitCost.objects.get(product=goods["CHEAP"]).amount == dec(50), "the one worked out last says it"
    other = Policy(rules=POLICY.rules, cost="planned_cost * 2", four_eyes=False)
    actions.simulate(policy=other, actor=boss, at=at)
    worker_counts(at)
    assert UnitCost.objects.get(product=goods["CHEAP"]).amount == dec(100)
    made = actions.simulate(policy=POLICY, actor=boss, at=at)
    worker_counts(at)
    assert set(listed(firm, at, "lose")) == {"DEAR"}, "THIN has no margin to lose, ABOVE does not sell"
    assert set(listed(firm, at, "lose", margin=3)) == {"DEAR", "THIN"}
    assert set(listed(firm, at, "lose", by=20)) == set()

    given = listed(firm, at, "give")
    assert set(given) == {"CHEAP", "LOSS"}
    assert (given["CHEAP"].left_each, given["CHEAP"].left_90, given["CHEAP"].lost_each) == (dec("24.4"), dec(244), None)
    assert (given["LOSS"].left_each, given["LOSS"].lost_each) == (None, dec(11))
    assert set(listed(firm, at, "give", by=25)) == {"LOSS"}
    sums = queries.standing(column(firm), "give", by=5, margin=15, at=at).part(Asked()).sums
    assert sums["left_90"] == dec(244)

    actions.approve(publication=made, actor=firm.person("second", "director"), at=at)
    worker_counts(at)
    actions.simulate(policy=other, actor=boss, at=at)
    assert journal.deliver(at=at) == 0
    assert UnitCost.objects.get(product=goods["CHEAP"]).amount == dec(50), "one in force says it alone"
    tell(goods["CHEAP"], "planned_cost", 60, at=at + timedelta(seconds=1))
    actions.follow_costs(since=at + timedelta(seconds=1), at=at + timedelta(seconds=2))
    assert UnitCost.objects.get(product=goods["CHEAP"]).amount == dec(60)
    tell(goods["CHEAP"], "planned_cost", None, at=at + timedelta(seconds=3))
    actions.count_costs(products=None, at=at + timedelta(seconds=4))
    assert not UnitCost.objects.filter(product=goods["CHEAP"]).exists()
    assert Decimal(UnitCost.objects.get(product=goods["DEAR"]).amount) == 90
