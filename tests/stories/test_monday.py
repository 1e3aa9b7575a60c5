"""Monday's order: five hundred rows out of the buyer's Excel, a few questions, one order."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, Route, expect

from optom.base import spreadsheet
from tests.stories.visiting import signed_in
from tests.trade import Firm
from tests.workbooks import write_workbook

pytestmark = pytest.mark.story
PRODUCTS, ROWS = 60, 500


@pytest.fixture
def draft(page: Page, firm: Firm) -> Page:
    """Alice before a new draft; the clipboard is hers."""
    alice = firm.person("alice")
    firm.client("Механик", "7700000009", alice, credit_limit=Decimal(10_000_000))
    for number in range(PRODUCTS):
        firm.product(f"A-{number:03}", price="10.00", on_hand=1000)
    for brand in ("SKF", "FAG"):
        firm.product("6204-2RS", brand=brand, price="412.30", on_hand=500)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return signed_in(page, "alice")


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_five_hundred_rows_are_pasted_answered_and_ordered(draft: Page) -> None:
    rows = [f"{row + 1}\ta {row % PRODUCTS:03}\tшт\t{1 + row % 3}" for row in range(ROWS)]
    paste(draft, "\n".join(["№\tАртикул\tЕд.\tКол-во", *rows, f"{ROWS + 1}\t6204 2rs\tшт\t4", "\tИтого\t\t999"]))

    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    expect(draft.locator("[data-notices]")).to_contain_text("Распознано 500 строк; это 60 товаров; уточнить: 1")
    expect(draft.locator("[data-part=open]")).to_have_text("уточнить 1 строку")

    draft.locator("revogr-data .rgCell.is-editable").first.wait_for()
    draft.keyboard.press("Alt+ArrowDown")
    panel = draft.locator("[data-panel]")
    panel.locator("li", has_text="FAG").get_by_role("button", name="Это").click()
    expect(draft.locator("[data-part=draft]")).to_contain_text("61 строка")
    expect(draft.locator("[data-part=open]")).to_be_hidden()

    draft.get_by_role("button", name="Оформить заказ").click()
    draft.wait_for_url(re.compile(r"/orders/\d+/$"))
    expect(draft.locator("[data-chips] .found")).to_have_text("Найдено 61")
    expect(draft.locator("[data-notices]")).to_contain_text(re.compile(r"Заказ оформлен: 61 строка на .*Заказ \d+"))


def test_a_block_pasted_by_mistake_is_taken_back(draft: Page) -> None:
    draft.locator(".tabs .new button").click()
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    expect(draft.get_by_role("textbox", name="Строки")).to_be_focused()
    paste(draft, "A-001 - 10 шт\nA-002 - 5 шт")
    expect(draft.locator("[data-part=draft]")).to_contain_text("2 строки")

    draft.get_by_role("button", name="Отменить").click()

    expect(draft.locator("[data-part=draft]")).to_contain_text("0 строк")


def test_nobody_orders_for_a_sum_that_he_has_not_seen(draft: Page) -> None:
    from optom.domain.companies.models import Terms  # noqa: PLC0415 -- as of the next
    from optom.domain.orders.models import DraftLine  # noqa: PLC0415 -- its types are made by the extension at import

    paste(draft, "A-001 - 10 шт\nA-002 - 5 шт")
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    draft.locator("revogr-data .rgCell.is-editable").first.click()
    draft.keyboard.press("Control+Enter")
    checkout = draft.locator(".checkout")
    expect(checkout).to_contain_text("150,00")

    def changed_meanwhile(order: Route) -> None:
        """By a colleague, after the button was pressed: the panel may tell the sum anew at any moment before."""
        DraftLine.objects.filter(quantity=5).update(quantity=6)
        connection.close()  # playwright calls from a context of its own, which has its own connection
        order.continue_()

    draft.route(re.compile(r"/drafts/\d+/place/$"), changed_meanwhile, times=1)
    checkout.get_by_role("button", name="Оформить заказ").click()
    expect(checkout.locator("#placing .refusals")).to_contain_text("Заказ стоил бы сейчас 160,00, а не 150,00")
    expect(checkout.locator("#placing .refusals")).to_be_visible()
    expect(checkout.locator(".sum")).to_contain_text("160,00")

    Terms.objects.update(reservation_limit=Decimal(100))
    checkout.get_by_role("button", name="Оформить заказ").click()
    expect(checkout.locator("[data-checkout] .refusals")).to_contain_text("Закажите меньше на 60,00.")
    expect(checkout.locator(".refusals")).to_have_count(1)
    Terms.objects.update(reservation_limit=None)
    checkout.get_by_role("button", name="Оформить заказ").click()
    draft.wait_for_url(re.compile(r"/orders/\d+/$"))


def test_numbers_pasted_onto_quantities_are_quantities(draft: Page) -> None:
    draft.locator("[data-search]").fill("A-00")
    expect(draft.locator("[data-chips] .found")).to_have_text("Найдено 10")
    draft.locator("revogr-data .rgCell.is-editable").first.click()
    paste(draft, "3\n4\n5")

    expect(draft.locator("[data-part=draft]")).to_contain_text("3 строки")
    expect(draft.locator("[data-part=draft]")).to_contain_text("120,00")


def test_a_file_is_dropped_in_and_its_columns_confirmed(draft: Page, tmp_path: Path) -> None:
    file = tmp_path / "заявка.xlsx"
    write_workbook([{"Номенклатура": f"A-{row:03}", "Заказ": row + 1} for row in range(20)], file)
    paste(draft, "6204-2RS FAG 1 шт")
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))

    draft.get_by_role("button", name="Вставить строки…").click()
    dialog = draft.locator("dialog")
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Добавить").click()
    expect(dialog.get_by_role("heading")).to_have_text("Что в столбцах?")
    dialog.locator("select").first.select_option("Номер")
    dialog.get_by_role("button", name="Добавить").click()

    expect(draft.locator("[data-part=draft]")).to_contain_text("21 строка")


def test_the_price_list_goes_out_and_comes_back_as_an_order(draft: Page, tmp_path: Path) -> None:
    with draft.expect_download() as downloading:
        draft.get_by_role("link", name="Бланк заказа").click()
    book = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(book)
    rows = spreadsheet.rows_of(book.read_bytes())
    assert len(rows) == 3 + PRODUCTS + 2
    head, *goods = rows[2:]
    # as another program saves it: Excel's own workbook is tried beside the page
    wanted = [dict(zip(head, [*row[:9], "12", *row[10:]], strict=True)) for row in goods[:7]]
    wanted[0]["Моя цена"], wanted[1]["Упаковка"] = "9", "3"
    write_workbook(wanted, book)

    draft.locator(".tabs .new button").click()
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    draft.get_by_role("button", name="Вставить строки…").click()
    draft.locator("dialog input[type=file]").set_input_files(book)
    dialog = draft.get_by_role("dialog")
    dialog.get_by_role("button", name="Добавить").click()
    expect(dialog.locator("tbody tr:visible")).to_have_count(2)
    dialog.get_by_role("button", name="1 цена изменилась").click()
    expect(dialog.locator("tbody tr:visible")).to_have_count(1)
    dialog.get_by_role("button", name="Перенести").click()

    expect(draft.locator("[data-part=draft]")).to_contain_text("7 строк")
    expect(draft.locator("[data-notices]")).to_contain_text("Распознано 7 строк")


def test_nothing_is_ordered_past_a_cell_that_was_not_accepted(draft: Page, firm: Firm) -> None:
    """Filled over a quantity that came with a block and fits no pack, then undone: the cell shows what is not kept."""
    firm.product("B-000", price="10.00", multiple=10, on_hand=5000)
    paste(draft, "A-001 - 1000 шт\nB-000 - 15 шт")
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    place = draft.locator(".checkout").get_by_role("button", name="Оформить заказ")
    quantity = draft.locator("revogr-data .rgCell.is-editable.is-number")
    quantity.first.click()
    draft.keyboard.press("Shift+ArrowDown")
    draft.keyboard.press("Control+d")
    expect(draft.locator(".checkout")).to_contain_text("20\u202f000,00")
    expect(place).to_be_enabled()

    draft.keyboard.press("Control+z")
    expect(quantity.nth(1)).to_have_text("15")
    expect(draft.locator(".checkout")).to_contain_text("Исправьте их")
    expect(place).to_be_disabled()
    draft.keyboard.press("Control+y")
    expect(quantity.nth(1)).to_have_text("1\u202f000")
    draft.keyboard.press("Control+Shift+z")
    draft.keyboard.press("Control+z")
    expect(quantity.nth(1)).to_have_text("15")
    expect(draft.locator("[data-saving]")).to_have_text("не сохранено")
    draft.once("dialog", lambda dialog: dialog.dismiss())
    with draft.expect_event("dialog") as asked:
        draft.locator(".tabs a").first.click()
    assert asked.value.type == "beforeunload"

    quantity.nth(1).click()
    expect(draft.locator("[data-formula]")).to_contain_text("Поставить 20")
    draft.keyboard.press("Alt+Enter")
    expect(quantity.nth(1)).to_have_text("20")
    expect(draft.locator(".checkout")).to_contain_text("10\u202f200,00")
    expect(place).to_be_enabled()


def test_a_pasted_quantity_that_fits_no_pack_says_what_would_do(draft: Page, firm: Firm) -> None:
    firm.product("B-000", price="10.00", multiple=10, on_hand=5000)
    paste(draft, "B-000 - 15 шт")
    draft.wait_for_url(re.compile(r"/drafts/\d+/$"))
    quantity = draft.locator("revogr-data .rgCell.is-editable").first
    quantity.click()
    expect(draft.locator("[data-formula]")).to_contain_text("Поставить 20")

    draft.keyboard.press("Alt+Enter")

    expect(quantity).to_have_text("20")
    expect(draft.locator("[data-formula]")).not_to_contain_text("Поставить")
