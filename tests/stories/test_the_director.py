"""A supplier raises eight hundred costs; what comes of it is seen, mended, tried on orders, approved, and bought."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story
MANY = 800
PRICES = "revogr-data .rgCell"


@pytest.fixture
def articles(firm: Firm) -> list[str]:
    """Eight hundred goods cost half as much again as they cost the firm, this week; one of them was ordered."""
    from optom.domain.catalog.importing import ProductRow, import_products  # noqa: PLC0415 -- settings are known by now

    at = timezone.now() - timedelta(hours=1)
    contract = firm.client("Механик", "7700000009", firm.person("alice"))
    bearing = firm.product("6200", price="412.30", on_hand=500)
    made = [f"B-{one:03}" for one in range(1, MANY)]
    import_products((ProductRow(one, article=one, name=f"Втулка {one}") for one in made), at=at)
    in_force([*made, "6200"], firm, at)
    order(contract, bearing, at)
    return [*made, "6200"]


def in_force(articles: list[str], firm: Firm, at: datetime) -> None:
    from optom.domain.costs.importing import FigureRow, import_figures  # noqa: PLC0415
    from optom.domain.costs.models import Input  # noqa: PLC0415
    from optom.domain.policy import actions as policy  # noqa: PLC0415
    from optom.domain.policy.document import Guard, Policy, Rule  # noqa: PLC0415

    planned = Input.objects.get(name="planned_cost").pk
    import_figures([FigureRow(one, planned, dec(280)) for one in articles], at=at)
    week = business_day(at) + timedelta(days=7)
    said = Policy(
        rules=(Rule("wholesale", "planned_cost * 1.5", name="Неделя подшипников", until=week),),
        guards=(Guard("не больше пятой части", "IFBLANK(ABS(change), 0) <= 20%"),),
        cost="planned_cost",
    )
    first = policy.simulate(policy=said, actor=firm.person("author", "director"), at=at)
    policy.approve(publication=first, actor=firm.person("boss", "director"), at=at)


def order(contract: int, product: int, at: datetime) -> None:
    from optom.domain.companies.models import Contract  # noqa: PLC0415
    from optom.domain.orders.models import Line, Order  # noqa: PLC0415

    keys = {"contract_id": contract, "company_id": Contract.objects.get(pk=contract).company_id}
    made = Order.objects.create(key="before", placed_at=at, total=4200, **keys)
    sums = {"price": 420, "sum": 4200, "vat_percent": 22, "vat": dec("757.38"), "ordered": 10, "shipped": 10}
    Line.objects.create(order=made, position=1, product_id=product, **sums, **keys)


def test_costs_rise_a_rule_is_mended_tried_on_orders_and_published_before_a_buyer_with_an_open_grid(
    page: Page, articles: list[str], visitor: Visit
) -> None:
    from optom.domain.policy import actions as policy  # noqa: PLC0415

    catalog = signed_in(page, "alice")
    catalog.goto(f"{catalog.url.partition('?')[0]}?q=6200")
    expect(catalog.locator(PRICES, has_text="420,00").first).to_be_visible()

    author, told = visitor("author"), timezone.now()
    author.goto("office/costs/load/")
    rows = "\n".join(f"{one};{340 if one == '6200' else 300}" for one in articles)
    listed = f"Артикул;Плановая себестоимость\n{rows}\n".encode()
    author.set_input_files("#file", {"name": "supplier.csv", "mimeType": "text/csv", "buffer": listed})
    author.get_by_role("button", name="Показать, что изменится").click()
    expect(author.get_by_text(f"выше: {MANY}")).to_be_visible()
    author.get_by_role("button", name="Принять").click()
    expect(author.locator(PRICES, has_text="300,00").first).to_be_visible()
    waiting = policy.follow_costs(since=told, at=timezone.now())  # as the worker does when it hears of costs

    author.goto("office/prices/publications/")
    author.get_by_role("link", name=str(waiting), exact=True).click()
    expect(author.locator(PRICES, has_text="не больше пятой части").first).to_be_visible()
    author.goto("office/prices/policy/")
    rule = author.locator("[data-part=rules] [data-cell=price]").first
    rule.fill("плановая_себестоимость * 1,45")
    author.keyboard.press("Control+s")
    expect(author.locator(".saving [role=status]")).to_have_text("сохранено")
    author.fill("#reason", "Не круче пятой части")
    author.get_by_role("button", name="Рассчитать цены").click()
    expect(author.locator(PRICES, has_text="493,00").first).to_be_visible()
    author.get_by_role("button", name="Пересчитать по этим ценам").click()
    expect(author.get_by_text("договоров, где платят")).to_be_visible()
    mended = author.url

    boss = visitor("boss")
    boss.goto(mended)
    boss.get_by_role("button", name="Ввести в действие сейчас").click()
    expect(boss.get_by_text("Цены действуют").first).to_be_visible()

    catalog.locator(f"{PRICES}.is-editable").first.click()
    catalog.keyboard.type("10\n")
    expect(catalog.locator(PRICES, has_text="493,00").first).to_be_visible()
    expect(catalog.locator(PRICES, has_text="4\u202f930,00").first).to_be_visible()
    catalog.locator(PRICES, has_text="493,00").first.click()
    formula = catalog.locator("[data-formula]")
    expect(formula).to_contain_text("Опт 493,00")
    expect(formula).to_contain_text("акция до")
