"""A buyer at a small screen, or without a mouse: what he looks for is in sight, and Tab leads everywhere."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story
DRAFTS = 6
# Neither cut by itself nor below or beside the status bar.
SUM_IS_WHOLE = """() => {
    const parts = [...document.querySelectorAll("[data-selection] > span")];
    const one = parts.find((part) => part.textContent.startsWith("Сумма"));
    const [own, bar] = [one, one?.parentElement].map((part) => part?.getBoundingClientRect());
    return one && own.left >= bar.left - 1 && own.right <= bar.right + 1 && own.bottom <= bar.bottom + 1
        && one.scrollWidth <= one.clientWidth + 1 && own.right <= innerWidth;
}"""
_WHOLE = 0.95  # the current tab stands a pixel above its bar


@pytest.fixture
def catalog(page: Page, firm: Firm) -> Page:
    """Alice with a limit and six drafts, on a screen 1280 wide."""
    from optom.domain.orders import actions  # noqa: PLC0415 -- its types are made by the extension at import

    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(10_000_000))
    products = [firm.product(f"A-{number:03}", price="1234567.00", on_hand=1000) for number in range(30)]
    for number in range(DRAFTS):
        draft = actions.open_draft(contract=contract, name=f"Заказ 26.11 16:5{number}", actor=alice, at=timezone.now())
        actions.set_quantity(contract=contract, draft=draft, product=products[0], quantity=Decimal(100))
    page.set_viewport_size({"width": 1280, "height": 800})
    return signed_in(page, "alice")


def focused(page: Page) -> str:
    return str(page.evaluate("() => { const a = document.activeElement; return a.className + ' ' + a.tagName; }"))


def test_tab_walks_the_page_until_one_begins_in_the_grid_and_after_escape(catalog: Page) -> None:
    cell = catalog.locator("revogr-data .rgCell.is-editable").first
    cell.wait_for()
    catalog.keyboard.press("Tab")
    assert focused(catalog) == "skip A"
    catalog.keyboard.press("Tab")
    assert "seller" in focused(catalog)

    cell.click()
    expect(catalog.locator("[data-formula] .cell")).to_contain_text("Заказ")
    catalog.wait_for_timeout(600)  # RevoGrid may tell of the click for half a second more
    catalog.keyboard.press("Tab")
    expect(catalog.locator("[data-formula] .cell")).to_contain_text("Сумма")
    catalog.keyboard.press("Escape")
    expect(catalog.locator("revo-grid")).to_be_focused()

    catalog.keyboard.press("Tab")
    expect(catalog.locator(".tabs a").first).to_be_focused()
    catalog.keyboard.press("Shift+Tab")
    expect(catalog.locator("revo-grid")).to_be_focused()
    catalog.keyboard.press("ArrowDown")
    expect(catalog.locator("revogr-data .rgCell:focus")).to_have_count(1)


def test_the_sum_of_what_is_selected_is_never_cut(catalog: Page) -> None:
    for sheet in (".tabs a >> nth=0", ".tabs a >> nth=1"):
        with catalog.expect_navigation():
            catalog.locator(sheet).click()
        catalog.locator("revogr-data .rgCell", has_text="1\u202f234\u202f567,00").first.click()
        catalog.keyboard.press("Control+Shift+ArrowRight")
        catalog.wait_for_function(SUM_IS_WHOLE)


def test_all_sheets_stay_in_sight_beside_many_drafts(catalog: Page) -> None:
    tabs = catalog.locator(".tabs")
    for sheet in ("Каталог", "Заказы", "Компания"):
        expect(tabs.get_by_role("link", name=sheet)).to_be_in_viewport(ratio=_WHOLE)
    expect(tabs.get_by_title("Новый заказ")).to_be_in_viewport(ratio=_WHOLE)

    catalog.goto(str(tabs.locator("a", has_text="16:55").get_attribute("href")))
    expect(tabs.locator("[aria-current]")).to_contain_text("16:55")
    expect(tabs.locator("[aria-current]")).to_be_in_viewport(ratio=_WHOLE)
