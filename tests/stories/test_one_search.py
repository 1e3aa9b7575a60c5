"""One search for everything, by keys alone: an order by its number from any page, a page by its name, else goods."""

import re
from urllib.parse import unquote_plus

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from tests.stories.visiting import signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story


def test_whatever_one_remembers_is_reached_by_keys(page: Page, firm: Firm) -> None:
    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice)
    bearing = firm.product("6204-2RS", price="412.30", on_hand=500)
    line = OrderLine(bearing, dec(10))
    order = orders.place(contract=contract, lines=[line], key="o", actor=alice, at=timezone.now()).order
    signed_in(page, "alice")
    page.locator("revogr-data .rgCell").first.wait_for()

    page.keyboard.press("/")
    page.keyboard.type(f"№ {order}")
    page.keyboard.press("ArrowDown")  # no waiting for the list: keys that come before it wait for it
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/orders/{order}/$"))

    page.goto(f"c/{contract}/company/")
    page.keyboard.press("/")
    page.keyboard.type("долг")
    money = page.get_by_role("option", name="Расчёты", exact=True)
    expect(money).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(money).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".found-list")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/money/$"))

    page.goto(
        f"c/{contract}/orders/"
    )  # where it has what is typed, Enter stays; where it has not, it leads to the goods
    page.locator("revogr-data .rgCell").first.wait_for()
    page.locator("[data-search]").fill(str(order))
    page.keyboard.press("Enter")
    expect(page.locator("[data-search]")).not_to_be_focused()
    assert page.url.endswith(f"/orders/?q={order}")
    page.locator("[data-search]").fill("6204-2RS")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/catalog/\?q="))
    assert unquote_plus(page.url).endswith("?q=6204-2RS")
