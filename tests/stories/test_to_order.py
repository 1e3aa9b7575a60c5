"""A buyer orders more than stands: a part now, a part from a supplier with a day; the confirmation moves the day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.live import LiveServer
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"


@pytest.fixture
def draft(firm: Firm) -> tuple[int, int]:
    """Three of our own, nine at a supplier's; Alice's contract may be promised them, and she has opened a draft."""
    from optom.domain.companies.models import Terms  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.orders import actions as orders  # noqa: PLC0415
    from optom.domain.purchasing import actions as purchasing  # noqa: PLC0415
    from optom.domain.purchasing.actions import Supplies  # noqa: PLC0415
    from tests.domain.purchasing.promising import has  # noqa: PLC0415

    at = timezone.now() - timedelta(hours=1)
    alice = firm.person("alice")
    made = firm.client("Механик", "7700000009", alice, credit_limit=dec(100_000))
    Terms.objects.filter(contract_id=made).update(from_suppliers=True)
    bearing = firm.product("6204-2RS", name="Подшипник 6204-2RS", price=200, on_hand=3)
    offer = has(firm, bearing, "Тайный", 9, at)
    purchasing.let_promise(supplier=offer.supplier_id, supplies=Supplies(firm.moscow), actor=None, at=at)
    purchasing.tell_supplies(suppliers=[offer.supplier_id], at=at)
    firm.person("paul", "purchaser")
    opened = orders.open_draft(contract=made, name="Декабрь", actor=alice, at=timezone.now())
    return made, opened


def day(text: object) -> str:
    return f"{text:%d.%m.%Y}"


def test_a_part_now_a_part_to_order_and_the_supplier_names_another_day(
    page: Page, draft: tuple[int, int], live: LiveServer, visitor: Visit
) -> None:
    from optom.domain.purchasing.models import Weights  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.stock.models import Arrival  # noqa: PLC0415 -- as above

    Weights.objects.update(tolerance_days=60)

    contract, tab = draft
    buyer = signed_in(page, "alice")
    buyer.goto(f"c/{contract}/catalog/?q=6204-2RS")
    expect(buyer.locator(CELLS, has_text="9 · ").first).to_be_visible()
    buyer.goto(f"c/{contract}/drafts/{tab}/")
    buyer.fill("[data-filling] textarea", "6204-2RS SKF 10")
    buyer.locator("[data-filling] button.primary").click()
    panel = buyer.locator("[data-checkout]")
    expect(panel.get_by_text("под заказ, придёт")).to_be_visible()
    buyer.select_option("select[name=wish]", "together")
    expect(panel.get_by_text("Всё будет на месте")).to_be_visible()
    buyer.select_option("select[name=wish]", "now")
    expect(panel.get_by_text("Всё будет на месте")).to_be_hidden()
    buyer.select_option("select[name=wish]", "by")
    expect(buyer.locator("input[name=by]")).to_be_focused()
    expect(buyer.locator(".refusals")).to_have_count(0)
    buyer.select_option("select[name=wish]", "now")
    expect(buyer.locator("input[name=by]")).to_be_hidden()
    buyer.locator("#place").click()
    expect(buyer.get_by_text("Размещён").or_(buyer.get_by_text("Заказ")).first).to_be_visible()
    promised = Arrival.objects.get(supply__isnull=False)
    assert promised.held == 7
    buyer.goto(f"c/{contract}/reserves/")
    expect(buyer.locator(CELLS, has_text=day(promised.expected_on)).first).to_be_visible()
    live.work()

    purchaser = visitor("paul")
    purchaser.goto("office/buying/")
    expect(purchaser.locator(CELLS, has_text="6204-2RS").first).to_be_visible()
    purchaser.get_by_role("button", name="Заказать…").click()
    purchaser.get_by_role("dialog").get_by_role("button").last.click()
    purchaser.locator(f"{CELLS} a").first.click()
    purchaser.get_by_role("button", name="Отправлен другим путём").click()
    purchaser.get_by_role("link", name="Подтверждение…").click()
    later = business_day(timezone.now()) + timedelta(days=30)
    purchaser.fill("#expected_on", day(later))
    purchaser.locator("form button.primary").last.click()
    expect(purchaser.get_by_text("поступления объявлены").first).to_be_visible()

    buyer.reload()
    expect(buyer.locator(CELLS, has_text=day(later)).first).to_be_visible()
    expect(buyer.locator("body")).not_to_contain_text("Тайный")
