"""Costs rise, a second pair of eyes lets the prices through, and who buys meanwhile is told the new one and why."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def goods(firm: Firm) -> list[int]:
    """Bearings cost half as much again as they cost the firm, this week; an hour ago that was 420 roubles."""
    from optom.domain.policy import actions as policy  # noqa: PLC0415 -- Django knows its settings by now
    from optom.domain.policy.document import Policy, Rule  # noqa: PLC0415

    at = timezone.now() - timedelta(hours=1)
    firm.client("Механик", "7700000009", firm.person("alice"))
    made = [firm.product(f"620{number}", price="412.30", on_hand=500) for number in range(3)]
    cost(made, 280, at)
    ends = business_day(at) + timedelta(days=7)
    said = Policy(rules=(Rule("wholesale", "planned_cost * 1.5", name="Неделя подшипников", until=ends),))
    first = policy.simulate(policy=said, actor=firm.person("author", "director"), at=at)
    policy.approve(publication=first, actor=firm.person("boss", "director"), at=at)
    return made


def cost(goods: list[int], roubles: int, at: datetime) -> None:
    from optom.domain.costs import actions as costs  # noqa: PLC0415
    from optom.domain.costs.actions import Told  # noqa: PLC0415
    from optom.domain.costs.models import Input  # noqa: PLC0415

    planned = Input.objects.get(name="planned_cost").pk
    costs.set_figures(told=[Told(planned, one, Decimal(roubles)) for one in goods], actor=None, at=at)


def test_a_buyer_before_his_open_grid_is_told_the_new_price_and_why(
    page: Page, goods: list[int], visitor: Visit
) -> None:
    from optom.domain.policy import actions as policy  # noqa: PLC0415

    catalog = signed_in(page, "alice")
    expect(catalog.locator("revogr-data .rgCell", has_text="420,00")).to_have_count(len(goods))
    cost(goods, 340, timezone.now())
    waiting = policy.follow_inputs(products=goods, at=timezone.now())  # as the worker does when it hears of costs

    boss = visitor("boss")
    boss.goto(f"office/prices/publications/{waiting}/")
    expect(boss.locator("revogr-data .rgCell", has_text="510,00")).to_have_count(len(goods))
    boss.get_by_role("button", name="Ввести в действие сейчас").click()
    expect(boss.get_by_text("Цены действуют").first).to_be_visible()

    catalog.locator("revogr-data .rgCell.is-editable").first.click()
    catalog.keyboard.type("10\n")
    expect(catalog.locator("revogr-data .rgCell", has_text="510,00").first).to_be_visible()
    expect(catalog.locator("revogr-data .rgCell", has_text="5\u202f100,00").first).to_be_visible()
    catalog.locator("revogr-data .rgCell", has_text="510,00").first.click()
    formula = catalog.locator("[data-formula]")
    expect(formula).to_contain_text("Опт 510,00")
    expect(formula).to_contain_text("акция до")
