"""Prices follow what the market asks, how goods sell and what currencies cost once that is told."""

import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.domain.costs import actions as costs
from optom.domain.costs.market import MarketRow
from optom.domain.credit import actions as credit
from optom.domain.credit.rates import RateOf
from optom.domain.journal import actions as journal
from optom.domain.policy import actions, tasks
from optom.domain.policy.document import Policy, Rule
from optom.domain.policy.models import Publication
from optom.domain.pricing.models import ColumnPrice
from optom.domain.stock.models import Move
from tests.domain.costs.told import tell
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
BY_THE_MARKET = Policy(rules=(Rule("wholesale", "IFBLANK(market_min, planned_cost * 2)"),), corridor="1=1")
BY_COST = Policy(rules=(Rule("wholesale", "planned_cost * 2"),), corridor="1=1")
IN_DOLLARS = Policy(rules=(Rule("wholesale", "planned_cost * USD"),), corridor="1=1")
HOUR = timedelta(hours=1)


@pytest.fixture
def drill(firm: Firm, at: datetime) -> int:
    made = firm.product("DRILL", price=200)
    tell(made, "planned_cost", 100, at=at)
    return made


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


def adopted(policy: Policy, at: datetime) -> None:
    """The policy is in force, and all that was told before it has been heard of."""
    actions.approve(publication=actions.simulate(policy=policy, actor=None, at=at), actor=None, at=at)
    journal.deliver(at=at)
    forget_jobs()


def price(product: int) -> Decimal:
    return ColumnPrice.objects.get(product=product, column__code="wholesale").amount


def seen(amount: int, at: datetime, shop: str = "Shop", days_ago: int = 0) -> None:
    row = MarketRow("DRILL", shop, dec(amount), at.date() - timedelta(days=days_ago))
    costs.load_market(rows=[row], name="seen.csv", actor=None, at=at)


def wake(at: datetime) -> list[str]:
    """Announced facts are heard, and the jobs that they wake are done; the names of the jobs."""
    journal.deliver(at=at)
    waiting = list(ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("task_name", "args"))
    for name, args in waiting:
        if name == tasks.follow_costs.name:
            actions.follow_costs(since=datetime.fromisoformat(args["since"]), at=at)
        elif name == tasks.follow_rates.name:
            actions.follow_rates(currencies=args["currencies"], at=at)
    forget_jobs()
    return [name for name, _ in waiting]


def test_prices_of_competitors_reach_prices_at_once_and_many_lists_in_one_publication(drill: int, at: datetime) -> None:
    adopted(BY_THE_MARKET, at)
    later = at + HOUR
    for number, amount in enumerate((190, 180, 170)):
        seen(amount, later + timedelta(seconds=number), shop=f"Shop {number}")

    assert wake(later + HOUR) == ["policy.follow_costs"], "three lists are followed once"
    assert price(drill) == 170
    assert Publication.objects.filter(is_automatic=True).count() == 1
    seen(170, later + HOUR, shop="Shop 2")
    assert wake(later + HOUR) == [], "what is seen again at the same price moves nothing"


def test_what_a_policy_names_not_is_not_worked_out_anew(drill: int, at: datetime) -> None:
    adopted(BY_COST, at)
    seen(90, at + HOUR)
    assert wake(at + HOUR) == ["policy.follow_costs"]
    assert price(drill) == 200
    assert not Publication.objects.filter(is_automatic=True).exists()


def test_what_the_night_finds_of_the_market_and_of_sales_reaches_prices(firm: Firm, drill: int, at: datetime) -> None:
    by_sales = Rule("wholesale", "IF(sold_90 > 0, planned_cost * 3, IFBLANK(market_min, planned_cost))")
    seen(150, at, days_ago=29)
    adopted(Policy(rules=(by_sales,), corridor="1=1"), at)
    assert price(drill) == 150
    morning = at + timedelta(days=3)
    costs.measure(at=morning)
    assert wake(morning) == ["policy.follow_costs"], "a price that has grown too old has gone from the market"
    assert price(drill) == 100

    Move.objects.create(at=morning, product_id=drill, warehouse_id=firm.moscow, quantity=dec(-1), kind="dispatch")
    costs.measure(at=morning + HOUR)
    wake(morning + HOUR)
    assert price(drill) == 300
    costs.measure(at=morning + 2 * HOUR)
    assert wake(morning + 2 * HOUR) == [], "what is measured to be the same wakes nobody"


def test_rates_of_today_reach_prices_that_are_made_of_them(drill: int, at: datetime) -> None:
    today = at.date()
    credit.set_rates([RateOf("USD", today, dec(80))], source="", actor=None, at=at)
    adopted(IN_DOLLARS, at)
    assert price(drill) == 8000

    told = [RateOf("USD", today, dec(90)), RateOf("EUR", today, dec(100))]
    credit.set_rates(told, source="daily.xml", actor=None, at=at + HOUR)
    assert wake(at + HOUR) == ["policy.follow_rates"]
    assert price(drill) == 9000

    credit.set_rates([RateOf("EUR", today, dec(101))], source="", actor=None, at=at + HOUR)
    wake(at + HOUR)
    assert Publication.objects.filter(is_automatic=True).count() == 1, "no price is made of euros"
    credit.set_rates([RateOf("USD", today + timedelta(days=1), dec(95))], source="", actor=None, at=at + HOUR)
    assert wake(at + HOUR) == [], "tomorrow's rate comes with tomorrow"


def test_a_job_that_waits_for_a_later_moment_does_not_see_what_was_told_before_it(drill: int, at: datetime) -> None:
    adopted(BY_COST, at)
    tell(drill, "planned_cost", 110, at=at + 2 * HOUR)
    journal.deliver(at=at + 2 * HOUR)
    assert tasks.waits_since(at + 3 * HOUR)
    assert not tasks.waits_since(at + HOUR)
    woken = list(ProcrastinateJob.objects.values_list("args", flat=True))
    assert [json.dumps(one) for one in woken] == [json.dumps({"since": (at + 2 * HOUR).isoformat()})]
