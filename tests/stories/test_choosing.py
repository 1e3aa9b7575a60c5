"""A buyer finds what he means: past a slip of the hand, by what goods differ by, with the card of a product beside."""

from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def catalog(page: Page, firm: Firm) -> Page:
    """Alice before bearings of three inner diameters, in two clearances."""
    alice = firm.person("alice")
    firm.client("Механик", "7700000009", alice)
    for number in range(12):
        said = {"d, мм": str(9 + number % 3), "Зазор": "C3" if number < 4 else "CN"}
        firm.product(f"A-{number:02}", price="10.00", on_hand=100, multiple=5, attributes=said)
    return signed_in(page, "alice")


def found(page: Page, rows: int) -> None:
    expect(page.locator("[data-chips] .found")).to_have_text(f"Найдено {rows}")


def test_a_slip_of_the_hand_is_forgiven_and_told(catalog: Page) -> None:
    catalog.locator("[data-search]").fill("пдшипник")
    note = catalog.locator("[data-note]")
    expect(note).to_contain_text("«пдшипник» ничего нет, показано: «подшипник»")
    found(catalog, 12)

    note.get_by_role("button", name="Искать «подшипник»").click()
    expect(note).to_have_count(0)
    found(catalog, 12)
    catalog.wait_for_url(lambda url: "q=подшипник" in unquote_plus(url))

    catalog.locator("[data-search]").fill("zzzz")
    expect(catalog.locator("optom-sheet .empty")).to_contain_text("хватит трёх знаков артикула")


def test_goods_are_chosen_by_what_they_differ_by(catalog: Page) -> None:
    catalog.get_by_role("button", name="Подшипники").click()
    catalog.get_by_text("Характеристики").click()
    slicers = catalog.locator(".slicers")
    expect(slicers.locator("legend")).to_have_text(["d, мм", "Зазор"])
    expect(slicers.locator("fieldset").first.locator("span")).to_have_text(["9", "10", "11"])

    slicers.get_by_label("9").check()
    found(catalog, 4)
    slicers.get_by_label("11").check()
    found(catalog, 8)
    slicers.get_by_label("C3").check()
    found(catalog, 3)
    catalog.keyboard.press("Escape")
    catalog.wait_for_url(lambda url: "attribute.d, мм=9&attribute.d, мм=11&attribute.Зазор=C3" in unquote_plus(url))

    catalog.reload()
    found(catalog, 3)
    catalog.get_by_role("button", name="Снять: Зазор").click()
    found(catalog, 8)


def test_two_ticks_that_come_faster_than_the_list_is_drawn_anew_are_both_kept(catalog: Page) -> None:
    catalog.get_by_role("button", name="Подшипники").click()
    catalog.get_by_text("Характеристики").click()
    expect(catalog.locator(".slicers legend")).to_have_text(["d, мм", "Зазор"])

    catalog.evaluate("for (const size of [9, 11]) document.getElementById(`attribute.d, мм=${size}`).click()")
    found(catalog, 8)
    assert "attribute.d, мм=9&attribute.d, мм=11" in unquote_plus(catalog.url)


def test_the_card_goes_along_with_the_rows(catalog: Page) -> None:
    catalog.locator("revogr-data .opens").first.click()
    panel = catalog.locator("[data-panel]")
    expect(panel).to_contain_text("A-00")
    expect(panel).to_contain_text("Кратность")
    catalog.keyboard.press("ArrowDown")
    expect(panel.locator("h2")).to_have_text("A-01")

    panel.get_by_role("link", name="10", exact=True).click()
    found(catalog, 4)
    expect(catalog.locator(".chip.chosen")).to_contain_text("d, мм: 10")


def test_all_of_it_is_in_reach_on_a_phone(catalog: Page) -> None:
    catalog.set_viewport_size(PHONE)
    catalog.locator("[data-search]").fill("подшипник")
    catalog.get_by_text("Характеристики").click()
    slicers = catalog.locator(".slicers")
    slicers.get_by_label("10").check()
    found(catalog, 4)
    box = slicers.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, PHONE["width"])

    catalog.keyboard.press("Escape")
    catalog.locator(".rows .opens").first.click()
    expect(catalog.locator("[data-panel]")).to_contain_text("A-01")
    assert catalog.evaluate("document.documentElement.scrollWidth") == PHONE["width"], "nothing runs out of the screen"


def test_a_column_is_hidden_stays_hidden_and_is_left_out_of_the_file(catalog: Page) -> None:
    found(catalog, 12)
    heads = catalog.locator("revogr-header .rgHeaderCell")
    expect(heads.filter(has_text="Бренд")).to_have_count(1)

    catalog.locator("[data-columns] summary").click()
    catalog.locator("[data-columns] label", has_text="Бренд").click()
    expect(heads.filter(has_text="Бренд")).to_have_count(0)
    catalog.reload()
    found(catalog, 12)
    expect(heads.filter(has_text="Бренд")).to_have_count(0)

    with catalog.expect_download() as downloading:
        catalog.get_by_role("link", name="CSV").click()
    head = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith("Артикул;Наименование;Моя цена")
    expect(catalog.locator("revogr-data .rgCell.is-editable").first).to_be_visible()


def test_a_buyer_gives_goods_his_own_numbers_in_a_column_that_only_he_wants(catalog: Page) -> None:
    found(catalog, 12)
    catalog.locator("[data-columns] summary").click()
    box = catalog.locator("[data-columns] label", has_text="Свой номер")
    expect(box.locator("input")).not_to_be_checked()
    box.click()
    catalog.keyboard.press("Escape")
    expect(catalog.locator("revogr-header .rgHeaderCell", has_text="Свой номер")).to_have_count(1)

    cells = catalog.locator("revogr-data .rgRow .rgCell.is-editable:not(.is-number)")
    cells.nth(0).click()
    catalog.keyboard.type("K 1")
    catalog.keyboard.press("Enter")
    catalog.keyboard.type("k-1")
    catalog.keyboard.press("Enter")
    expect(cells.nth(0)).to_have_text("K 1")
    expect(catalog.locator("[data-saving]")).to_have_attribute("data-state", "unsaved")
    cells.nth(1).click()
    expect(catalog.locator("[data-formula]")).to_contain_text("уже ваш номер товара A-00")

    catalog.keyboard.type("K 2")
    catalog.keyboard.press("Enter")
    expect(catalog.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    catalog.reload()
    expect(cells.nth(1)).to_have_text("K 2")

    cells.nth(1).click()
    catalog.keyboard.type("K 3")
    catalog.keyboard.press("Enter")
    expect(catalog.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    catalog.keyboard.press("Control+z")
    expect(cells.nth(1)).to_have_text("K 2")

    catalog.set_viewport_size(PHONE)
    expect(catalog.locator(".rows .is-text input").nth(1)).to_have_value("K 2")
    assert catalog.evaluate("document.documentElement.scrollWidth") == PHONE["width"], "nothing runs out of the screen"
