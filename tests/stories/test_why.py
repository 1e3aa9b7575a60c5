"""A buyer asks why so much is free, now and two days ago, and sends the answer to his support."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def catalog(page: Page, firm: Firm) -> Page:
    """Alice before a bearing of which 500 stand; since yesterday she holds 120 of them."""
    from optom.domain.orders import actions  # noqa: PLC0415
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415

    now = timezone.now()
    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice)
    line = OrderLine(firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500), Decimal(120))
    actions.place(contract=contract, lines=[line], key="1", actor=alice, at=now - timedelta(days=1))
    return signed_in(page, "alice")


def test_why_so_much_is_free_now_and_two_days_ago(catalog: Page) -> None:
    formula = catalog.locator("[data-formula]")
    catalog.locator("revogr-data .rgCell", has_text="380").first.click()
    expect(formula).to_contain_text("Москва 380")

    catalog.keyboard.press("Alt+f")
    tree = catalog.locator(".derivation")
    expect(tree).to_contain_text("держится по вашему договору")
    two_days_ago = timezone.localtime(timezone.now() - timedelta(days=2))
    formula.get_by_label("на дату").first.fill(two_days_ago.strftime("%Y-%m-%dT%H:%M"))
    expect(formula).to_contain_text("Москва 500")
    expect(tree).not_to_contain_text("держится")

    with catalog.expect_popup() as opened:
        formula.get_by_role("link", name="ссылка").click()
    expect(opened.value.get_by_role("heading")).to_have_text("Почему такое наличие?")
    expect(opened.value.locator(".derivation")).to_contain_text("500 шт")


@pytest.fixture
def bound(page: Page, firm: Firm) -> tuple[Page, int, int, int]:
    """Alice holds goods for 4 123; of the five thousand that she may hold her draft wants as much again."""
    from optom.domain.orders import actions  # noqa: PLC0415
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415

    now = timezone.now()
    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice, reservation_limit=Decimal(5_000))
    bearing = firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    lines = [OrderLine(bearing, Decimal(10))]
    order = actions.place(contract=contract, lines=lines, key="1", actor=alice, at=now - timedelta(days=1)).order
    draft = actions.open_draft(contract=contract, name="Ещё", actor=alice, at=now)
    actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(10))
    return signed_in(page, "alice"), contract, order, draft


def test_a_no_a_date_and_a_limit_answer_in_the_panel_and_it_walks_on_and_back(
    bound: tuple[Page, int, int, int],
) -> None:
    page, contract, order, draft = bound
    panel = page.locator("[data-panel]")

    page.goto(f"c/{contract}/drafts/{draft}/")
    page.locator(".checkout .refusals").get_by_role("link", name="Почему?").click()
    expect(panel.get_by_role("heading", name="Почему такой лимит?")).to_be_visible()
    expect(panel).to_contain_text("5 000,00")
    panel.get_by_label("На момент").fill(
        timezone.localtime(timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    )
    panel.get_by_role("button", name="Показать").click()
    expect(panel.locator(".derivation")).not_to_contain_text("4 123,00")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()

    page.goto(f"c/{contract}/orders/{order}/")
    until = page.locator(".chips").get_by_role("link", name="Почему?").nth(1)
    until.focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".derivation")).to_contain_text("Срок резерва по договору")
    panel.get_by_role("link", name="6204-2RS").click()
    expect(panel).to_contain_text("назад")
    panel.get_by_role("button", name="назад").click()
    expect(panel.locator(".derivation")).to_contain_text("Строки по сроку резерва")
    page.keyboard.press("Escape")
    expect(until).to_be_focused()

    page.locator("[data-part=headroom]").get_by_role("link").click()
    expect(panel.locator(".derivation")).to_contain_text("1 000 000,00")
    with page.expect_popup() as opened:
        panel.get_by_role("link", name="ссылка").click()
    expect(opened.value.get_by_role("heading")).to_have_text("Почему такой лимит?")
