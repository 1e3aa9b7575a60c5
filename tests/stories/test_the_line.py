"""A buyer does the whole loop in the browser: from a price in the grid to a limit that is free again."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@dataclass(frozen=True, slots=True)
class World:
    """The firm as the stories find it: one client with a small limit, one stranger."""

    contract: int
    strange_contract: int
    bearing: int


@pytest.fixture
def world(firm: Firm) -> World:
    from optom.domain.companies.models import BankAccount  # noqa: PLC0415 -- its types are made by the extension at import

    bank = {
        "account": "40702810900000000005",
        "bic": "044525225",
        "bank": "Банк",
        "correspondent": "30101810400000000225",
    }
    BankAccount.objects.create(seller_id=firm.seller, **bank)
    alice, stranger = firm.person("alice"), firm.person("stranger")
    for name, desk in (("picker", "warehouse"), ("cashier", "finance"), ("boss", "director")):
        firm.person(name, desk)
    bearing = firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    firm.product("6205-2RS", price="451.10", on_hand=3)
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(10_000), deferral_days=14)
    return World(contract, firm.client("Чужой", "7700000016", stranger), bearing)


def type_quantity(page: Page, article: str, quantity: str) -> None:
    """Into the white cell of the article's row, as one types in Excel."""
    page.locator("[data-search]").fill(article)
    expect(page.locator("[data-chips] .found")).to_have_text("Найдено 1")
    cell = page.locator("revogr-data .rgCell.is-editable")
    expect(cell).to_have_count(1)
    cell.click()
    expect(page.locator("[data-formula] .cell")).to_have_text(f"Заказ · {article}")
    page.keyboard.type(f"{quantity}\n")


def pick_all_rows(page: Page) -> None:
    page.locator(".rowHeaders .rgCell").first.wait_for()
    for row in page.locator(".rowHeaders .rgCell").all():
        row.click()


def place(page: Page) -> None:
    page.get_by_role("button", name="Оформить заказ").click()
    page.wait_for_url(re.compile(r"/orders/\d+/$"))


def part_of_status(page: Page, name: str) -> str:
    return page.locator(f"[data-status] [data-part={name}]").inner_text().replace("\u202f", " ").replace("\xa0", " ")


def ordered(page: Page, world: World, quantity: str) -> None:
    """Alice is signed in and has placed an order for so many bearings."""
    signed_in(page, "alice")
    type_quantity(page, "6204-2RS", quantity)
    expect(page.locator("[data-saving]")).to_have_text("сохранено")
    page.locator(".tabs a").nth(1).click()
    page.wait_for_url(re.compile(r"/drafts/\d+/$"))
    place(page)


def ask_to_ship(page: Page) -> None:
    pick_all_rows(page)
    page.get_by_role("button", name="Отгрузить").click()
    page.wait_for_url(re.compile("/shipments/ask/"))


def issued(page: Page) -> Locator:
    """The invoice that stands at the order; a notice tells of it too, for a while."""
    return page.get_by_role("link", name=re.compile("^Счёт")).and_(page.locator(":not([data-notices] *)"))


def test_the_whole_line(page: Page, world: World, visitor: Visit) -> None:
    ordered(page, world, "20")
    assert "Свободный лимит 10 000,00 ₽" in part_of_status(page, "headroom")

    page.get_by_role("button", name="Выписать счёт").click()
    invoice = issued(page)
    expect(invoice).to_be_visible()
    paper = page.request.get(str(invoice.get_attribute("href")))
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")

    ask_to_ship(page)
    expect(page.get_by_text("можно отгружать")).to_be_visible()
    page.get_by_role("button", name="Запросить отгрузку").click()
    page.wait_for_url(re.compile(r"/shipments/\d+/$"))
    assert "Свободный лимит 1 754,00 ₽" in part_of_status(page, "headroom")

    picker = visitor("picker")
    picker.locator("revogr-data a").first.click()
    picker.get_by_role("button", name="Начать сборку").click()
    expect(picker.get_by_text("собирается")).to_be_visible()
    picker.get_by_role("button", name="Отгрузить").click()
    expect(picker.get_by_role("link", name="1 (PDF)")).to_be_visible()

    page.goto(f"c/{world.contract}/money/")
    expect(page.get_by_text("Расходная накладная № 1").first).to_be_visible()
    assert page.locator("table").first.inner_text().count("8\u202f246,00") == 2, "the whole delivery is owed"
    assert re.search(r"\d\d\.\d\d\.\d{4}", page.locator("table tbody td").first.inner_text())

    cashier = visitor("cashier")
    cashier.get_by_role("link", name="Зарегистрировать оплату").click()
    cashier.fill("#who", "7700000009")
    cashier.get_by_role("button", name="Найти").click()
    cashier.get_by_role("link", name="Механик").click()
    cashier.fill("#number", "77")
    cashier.fill("#amount", "8 246,00")
    cashier.get_by_role("button", name="Зарегистрировать").click()
    cashier.wait_for_url(re.compile(r"/clients/\d+/$"))

    page.reload()
    assert "Свободный лимит 10 000,00 ₽" in part_of_status(page, "headroom")
    expect(page.get_by_text("Всё погашено")).to_be_visible()


def test_a_quantity_that_fits_no_pack_says_what_would(page: Page, world: World) -> None:
    signed_in(page, "alice")
    type_quantity(page, "6204-2RS", "15")
    page.keyboard.press("ArrowUp")

    formula = page.locator("[data-formula]")
    expect(formula).to_contain_text("15 не подходит, кратность 10")
    formula.get_by_role("button", name="Поставить 20").click()
    expect(page.locator("[data-part=draft]")).to_contain_text("8\u202f246,00")


def test_a_shipment_over_the_limit_says_what_to_pay(page: Page, world: World) -> None:
    ordered(page, world, "40")
    ask_to_ship(page)

    refusals = page.locator(".refusals")
    expect(refusals).to_contain_text("Не хватает свободного лимита")
    expect(refusals).to_contain_text("Оплатите 6\u202f492,00")
    page.get_by_role("button", name="Запросить отгрузку").click()
    expect(page.locator(".refusals")).to_have_count(2)  # what was shown before, and the answer
    expect(page.locator(".refusals").first).to_contain_text("Не хватает свободного лимита")
    page.get_by_role("button", name="сначала старые заказы").click()
    expect(page.locator("table input[name=q1]")).to_have_value("20")
    expect(page.get_by_text("можно отгружать")).to_be_visible()
    page.locator("table input[name=q1]").fill("10")
    page.get_by_role("button", name="Пересчитать").click()
    page.wait_for_url(re.compile(r"[?&]q\d+=10"))
    expect(page.get_by_text("можно отгружать")).to_be_visible()


def test_a_stranger_finds_nothing_of_it(page: Page, world: World, visitor: Visit) -> None:
    ordered(page, world, "20")
    order = page.url.rstrip("/").rpartition("/")[2]
    page.get_by_role("button", name="Выписать счёт").click()
    paper = issued(page).get_attribute("href") or ""
    number = paper.rstrip("/").rpartition("/")[2]

    stranger = visitor("stranger")
    theirs, his = f"c/{world.contract}", f"c/{world.strange_contract}"
    for address in ("catalog/", "catalog/rows", "orders/", f"orders/{order}/", "money/", f"papers/{number}/"):
        assert stranger.request.get(f"{theirs}/{address}").status == 404, address
    assert stranger.request.get(f"{his}/orders/{order}/").status == 404
    assert stranger.request.get(f"{his}/papers/{number}/").status == 404
    assert stranger.request.get("office/").status == 404


def test_the_screens_speak_english_when_asked(page: Page, world: World) -> None:
    signed_in(page, "alice")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_url(re.compile("/catalog/"))

    expect(page.get_by_role("link", name="Money")).to_be_visible()
    page.goto(f"c/{world.contract}/money/")
    expect(page.get_by_text("How available credit is calculated")).to_be_visible()
