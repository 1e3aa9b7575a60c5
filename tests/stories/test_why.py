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
