"""A buyer types a column of quantities as fast as the keys go: nothing is lost and nothing lands in another row."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story
ROWS = 30
QUANTITIES = [100 + 7 * row for row in range(ROWS)]


@pytest.fixture
def products(firm: Firm) -> list[int]:
    """More rows than the screen has, in the order in which the catalog shows them. Alice may buy them all."""
    alice = firm.person("alice")
    firm.client("Механик", "7700000009", alice)
    return [firm.product(f"A-{row:03}", price="10.00", on_hand=1000) for row in range(60)]


@pytest.fixture
def catalog(page: Page, products: list[int]) -> Page:
    return signed_in(page, "alice")


def quantity_cell(page: Page, row: int) -> str:
    return f"revogr-data .rgCell.is-editable[data-rgrow='{row}']"


def picked() -> dict[int, Decimal]:
    from optom.domain.orders.models import DraftLine  # noqa: PLC0415 -- its types are made by the extension at import

    return dict(DraftLine.objects.values_list("product_id", "quantity"))


def assert_picked(page: Page, products: Sequence[int], quantities: Sequence[int]) -> None:
    expect(page.locator("[data-saving]")).to_have_text("сохранено")
    expect(page.locator("[data-part=draft]")).to_contain_text(f"{len(quantities)} строк")
    assert picked() == dict(zip(products, map(Decimal, quantities), strict=False))


def test_a_column_typed_without_a_pause(catalog: Page, products: list[int]) -> None:
    catalog.locator(quantity_cell(catalog, 0)).click()
    for quantity in QUANTITIES:
        catalog.keyboard.type(f"{quantity}", delay=0)
        catalog.keyboard.press("Enter")

    assert_picked(catalog, products, QUANTITIES)


def test_typing_at_once_after_the_page_has_come(catalog: Page, products: list[int]) -> None:
    catalog.reload()
    catalog.locator(quantity_cell(catalog, 0)).click()
    catalog.keyboard.type("120\n35\n7\n", delay=0)

    assert_picked(catalog, products, [120, 35, 7])


def test_typing_needs_no_click(catalog: Page, products: list[int]) -> None:
    catalog.reload()
    catalog.wait_for_selector("revo-grid", state="attached")
    catalog.keyboard.type("120\n35\n7\n", delay=0)

    assert_picked(catalog, products, [120, 35, 7])


def test_typing_runs_ahead_of_the_rows(catalog: Page, products: list[int]) -> None:
    """The grid scrolls and draws after the keys: the last rows are typed before they have ever been on the screen."""
    catalog.locator(quantity_cell(catalog, 0)).click()
    for _ in range(50):
        catalog.keyboard.press("ArrowDown", delay=0)
    catalog.keyboard.type("51\n52\n53\n", delay=0)

    assert_picked(catalog, products[50:], [51, 52, 53])


def test_arrows_tell_the_row_of_the_next_digits(catalog: Page, products: list[int]) -> None:
    catalog.locator(quantity_cell(catalog, 0)).click()
    for key in ["ArrowDown", "ArrowDown", "5", "ArrowDown", "6", "ArrowUp", "ArrowUp", "4", "Enter"]:
        catalog.keyboard.press(key, delay=0)

    assert_picked(catalog, products[1:], [4, 5, 6])


def test_backspace_and_escape_mean_what_they_mean_in_excel(catalog: Page, products: list[int]) -> None:
    catalog.locator(quantity_cell(catalog, 0)).click()
    for key in ["1", "2", "9", "Backspace", "Enter", "7", "7", "Escape", "8", "Tab"]:
        catalog.keyboard.press(key, delay=0)

    assert_picked(catalog, products, [12, 8])


def test_a_click_takes_the_digits_to_its_own_row(catalog: Page, products: list[int]) -> None:
    for row, quantity in enumerate(["31", "32", "33"]):
        catalog.locator(quantity_cell(catalog, row)).click()
        catalog.keyboard.type(quantity, delay=0)
    catalog.locator("[data-formula]").click()

    assert_picked(catalog, products, [31, 32, 33])
