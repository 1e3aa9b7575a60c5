"""A buyer makes a sheet his own: filters under the heads, several sorted columns in his own order, kept as a view."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import unquote_plus

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def orders(page: Page, firm: Firm) -> Page:
    """Alice before twelve orders of 100 to 1200 roubles; every third has a note. Bob works with her."""
    from optom.domain.orders import actions  # noqa: PLC0415
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415

    now = timezone.now()
    people = [firm.person("alice"), firm.person("bob")]
    contract = firm.client("Механик", "7700000009", *people)
    product = firm.product("6204-2RS", price="100.00", on_hand=1000)
    for number in range(1, 13):
        actions.place(
            contract=contract, lines=[OrderLine(product, Decimal(number))], key=f"{number}", actor=people[0],
            at=now - timedelta(days=number), note="срочно" if number % 3 == 0 else "",
        )  # fmt: skip
    signed_in(page, "alice")
    page.goto(page.url.replace("catalog", "orders"))
    return page


def found(page: Page, rows: int) -> None:
    expect(page.locator("[data-chips] .found")).to_have_text(f"Найдено {rows}")


def heads(page: Page) -> list[str]:
    """As they stand from the left."""
    boxes = page.locator("revogr-header .rgHeaderCell .head").all()
    return [box.inner_text() for box in sorted(boxes, key=lambda box: (box.bounding_box() or {"x": 0})["x"])]


def test_filters_are_typed_as_in_excel_told_on_chips_and_lifted_there(orders: Page) -> None:
    found(orders, 12)
    orders.keyboard.press("Control+Shift+L")
    total = orders.get_by_label("Фильтр: Сумма с НДС", exact=True)
    expect(orders.get_by_label("Фильтр: Заказ", exact=True)).to_be_focused()
    total.fill("много")
    orders.keyboard.press("Enter")
    expect(orders.get_by_role("alert")).to_have_text("«много» — не число.")
    expect(total).to_have_value("много")
    found(orders, 12)

    total.fill("> 500")
    orders.keyboard.press("Enter")
    found(orders, 7)
    orders.get_by_label("Фильтр: Примечание", exact=True).fill("сроч*")
    orders.keyboard.press("Enter")
    found(orders, 3)
    orders.wait_for_url(lambda url: "total=>500&note=сроч*" in unquote_plus(url))

    orders.reload()
    found(orders, 3)
    expect(orders.locator(".chip.chosen")).to_have_text(["Сумма с НДС: > 500×", "Примечание: сроч*×"])
    orders.get_by_role("button", name="Снять: Примечание").click()
    found(orders, 7)
    orders.get_by_label("Фильтр: Оформлен", exact=True).focus()
    orders.keyboard.press("Alt+ArrowDown")
    orders.get_by_role("button", name="до сегодня (просрочено)").click()
    expect(orders.get_by_label("Фильтр: Оформлен", exact=True)).to_have_value("до сегодня (просрочено)")
    found(orders, 7)


def test_a_view_is_kept_shared_and_opens_by_default(orders: Page) -> None:
    found(orders, 12)
    orders.locator("revogr-header .head", has_text="Состояние").click()
    orders.locator("revogr-header .head", has_text="Сумма").click(modifiers=["Shift"])
    orders.locator("revogr-header .head", has_text="Сумма").click(modifiers=["Shift"])
    expect(orders.locator("revogr-header .sorted")).to_have_text(["▲1", "▼2"])
    first = orders.locator("revogr-data .rgCell[data-rgrow='0']")
    expect(first.filter(has_text="1 200,00")).to_have_count(1)

    orders.locator("[data-columns] summary").click()
    orders.locator("#column-total").focus()
    orders.keyboard.press("Alt+ArrowUp")
    orders.keyboard.press("Alt+ArrowUp")
    orders.locator("#freeze-total").click()
    orders.keyboard.press("Escape")
    expect(orders.locator(".colPinStart .head", has_text="Сумма")).to_have_count(1)
    assert heads(orders)[:4] == ["Заказ", "Оформлен", "Сумма с НДС", "Состояние"]

    orders.locator("[data-views] summary").click()
    orders.get_by_role("button", name="Сохранить вид…").click()
    orders.keyboard.type("Крупные сверху")
    orders.get_by_label("Показать коллегам").check()
    orders.keyboard.press("Enter")
    menu = orders.locator("[data-views] summary")
    expect(menu).to_have_text("Вид: Крупные сверху")
    menu.click()
    orders.get_by_role("button", name="Сохранить вид…").click()
    orders.keyboard.type("Крупные сверху")
    orders.keyboard.press("Enter")
    expect(orders.locator("dialog .error")).to_contain_text("«Крупные сверху» у этого листа уже есть")
    expect(orders.locator("dialog [name=name]")).to_have_value("Крупные сверху")
    orders.get_by_role("button", name="Отмена").click()

    with orders.expect_download() as downloading:
        orders.get_by_role("link", name="CSV").click()
    lines = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Заказ;Оформлен;Сумма с НДС;Состояние")
    assert lines[1].split(";")[2] == "1200,00"
    assert len(lines) == 13

    orders.context.clear_cookies()
    signed_in(orders, "bob")
    orders.evaluate("localStorage.clear()")
    orders.goto(orders.url.replace("catalog", "orders"))
    found(orders, 12)
    menu.click()
    orders.get_by_role("button", name="Крупные сверху").click()
    expect(orders.locator(".colPinStart .sorted")).to_have_text("▼2")
    menu.click()
    orders.get_by_role("button", name="Открывать лист в этом виде").click()
    expect(orders.locator(".options.views [title='лист открывается в нём']")).to_have_count(1)
    orders.goto(orders.url.partition("?")[0])
    expect(menu).to_have_text("Вид: Крупные сверху")
    assert heads(orders)[:3] == ["Заказ", "Оформлен", "Сумма с НДС"]


def test_back_returns_to_what_was_found_before_and_a_link_shows_the_same_columns(orders: Page) -> None:
    found(orders, 12)
    search = orders.locator("[data-search]")
    search.fill("сроч")
    search.press("Enter")
    found(orders, 4)
    orders.keyboard.press("Control+Shift+L")
    orders.get_by_label("Фильтр: Сумма с НДС", exact=True).fill("> 500")
    orders.keyboard.press("Enter")
    found(orders, 3)
    orders.go_back()
    found(orders, 4)
    orders.go_back()
    found(orders, 12)
    expect(search).to_have_value("")
    orders.go_forward()
    found(orders, 4)
    expect(search).to_have_value("сроч")

    orders.locator("[data-columns] summary").click()
    orders.locator("#column-lines").uncheck()
    orders.locator("#freeze-placed_at").click()
    orders.keyboard.press("Escape")
    orders.context.grant_permissions(["clipboard-read", "clipboard-write"])
    orders.locator("[data-views] summary").click()
    orders.get_by_role("button", name="Скопировать ссылку").click()
    expect(orders.locator(".notice")).to_contain_text("Ссылка скопирована")
    link = orders.evaluate("navigator.clipboard.readText()")

    orders.evaluate("localStorage.clear()")
    orders.goto(link)
    found(orders, 4)
    expect(orders.locator(".colPinStart .head", has_text="Оформлен")).to_have_count(1)
    expect(orders.locator("revogr-header .head", has_text="Строк")).to_have_count(0)
    orders.goto(link.partition("?")[0])
    found(orders, 12)
    expect(orders.locator("revogr-header .head", has_text="Строк")).to_have_count(1)


def test_a_reader_of_the_screen_is_told_what_stands_where(orders: Page) -> None:
    found(orders, 12)
    grid = orders.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "12")
    expect(grid).to_have_attribute("aria-label", "Заказы")
    heads = orders.get_by_role("columnheader")
    expect(heads.filter(has_text="Сумма с НДС")).to_have_attribute("aria-sort", "none")
    orders.locator("revogr-data .rgCell[data-rgrow='0'][data-rgcol='1']").first.click()
    orders.keyboard.press("Alt+s")
    expect(heads.filter(has_text="Состояние")).to_have_attribute("aria-sort", "ascending")
    orders.keyboard.press("Alt+s")
    expect(heads.filter(has_text="Состояние")).to_have_attribute("aria-sort", "descending")
    orders.keyboard.press("ArrowDown")
    expect(orders.get_by_role("gridcell").and_(orders.locator(":focus"))).to_have_attribute("aria-rowindex", "2")


def test_keys_select_as_in_excel_and_the_bar_below_sums_it(orders: Page) -> None:
    found(orders, 12)
    bar = orders.locator("[data-selection]")
    orders.locator("revogr-data .rgCell[data-rgrow='0']", has_text="200,00").click()
    orders.keyboard.press("Shift+ArrowDown")
    orders.keyboard.press("Shift+ArrowDown")
    expect(bar).to_contain_text("3 300")

    orders.keyboard.press("Control+Shift+ArrowDown")
    expect(bar).to_contain_text("7 800")
    orders.keyboard.press("Shift+ArrowUp")
    expect(bar).to_contain_text("7 700")


def test_a_selection_goes_over_the_frozen_columns_and_is_copied_whole(orders: Page) -> None:
    found(orders, 12)
    orders.context.grant_permissions(["clipboard-read", "clipboard-write"])
    orders.locator(".colPinStart revogr-data .rgCell[data-rgrow='0']").click()
    orders.keyboard.press("Shift+ArrowRight")
    orders.keyboard.press("Shift+ArrowRight")
    orders.keyboard.press("Shift+ArrowDown")
    expect(orders.locator(".rgCell.is-selected")).to_have_count(4)
    orders.keyboard.press("Control+c")
    lines = str(orders.evaluate("navigator.clipboard.readText()")).splitlines()
    assert [len(line.split("\t")) for line in lines] == [3, 3]

    orders.keyboard.press("ArrowDown")
    expect(orders.locator(".rgCell.is-selected")).to_have_count(0)
    orders.keyboard.press("Control+a")
    expect(orders.locator("[data-selection]")).to_contain_text("7 800")
    orders.keyboard.press("Control+c")
    whole = str(orders.evaluate("navigator.clipboard.readText()")).splitlines()
    assert len(whole) == 12
    assert "\tв резерве\t1\t1200,00\t" in whole[0]
