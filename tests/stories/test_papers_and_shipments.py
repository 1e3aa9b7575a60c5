"""From the wish for a shipment to the accountant who takes its papers by a link, and the stranger who gets nothing."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.working_days import next_working_day
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@dataclass(frozen=True, slots=True)
class World:
    """One client whose bearings are held, one stranger."""

    contract: int
    strange_contract: int
    line: int


@pytest.fixture
def world(firm: Firm) -> World:
    from optom.domain.companies.models import BankAccount  # noqa: PLC0415 -- the same
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- the same
    from optom.domain.orders import queries  # noqa: PLC0415 -- the same
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415 -- the same

    bank = {"account": "40702810900000000005", "bic": "044525225", "bank": "Банк"}
    BankAccount.objects.create(seller_id=firm.seller, correspondent="30101810400000000225", **bank)
    alice, stranger = firm.person("alice"), firm.person("stranger")
    firm.person("picker", "warehouse")
    bearing = firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(100_000), deferral_days=14)
    at = timezone.now()
    lines = [OrderLine(bearing, Decimal(40))]
    order = orders.place(contract=contract, lines=lines, key="o", actor=alice, at=at).order
    strange = firm.client("Чужой", "7700000016", stranger)
    return World(contract, strange, queries.lines(order=order)[0].id)


def ask(page: Page, world: World, day: date) -> str:
    """Twenty bearings on a wished day, to be picked up by somebody with a document. The shipment's number."""
    page.goto(f"c/{world.contract}/shipments/ask/?lines={world.line}")
    page.locator(f"[name=q{world.line}]").fill("20")
    page.fill("[name=wished_on]", f"{day:%d.%m.%Y}")
    page.fill("[name=wished_from]", "10")
    page.fill("[name=who]", "Зайцев П. И.")
    page.get_by_role("button", name="Запросить отгрузку").click()
    expect(page.get_by_text("Не указан номер документа").first).to_be_visible()
    expect(page.locator("[name=who]")).to_have_value("Зайцев П. И.")
    page.fill("[name=authority_number]", "14")
    page.fill("[name=authority_until]", "31.12.2099")
    page.get_by_role("button", name="Запросить отгрузку").click()
    page.wait_for_url(re.compile(r"/shipments/\d+/$"))
    expect(page.get_by_text("Зайцев П. И., доверенность № 14 до 31.12.2099")).to_be_visible()
    return page.url.rstrip("/").rpartition("/")[2]


def send(picker: Page, shipment: str, day: date) -> None:
    """The warehouse sees what was wished, sends it, says by whom."""
    picker.goto(f"office/shipments/{shipment}/")
    expect(picker.get_by_text(f"{day:%d.%m.%Y}, с 10:00")).to_be_visible()
    picker.get_by_role("button", name="Отгрузить").click()
    expect(picker.get_by_text("доставлена", exact=True)).to_be_visible()
    picker.fill("[name=carrier]", "Свой транспорт")
    with picker.expect_navigation():
        picker.locator("form", has=picker.locator("[name=carrier]")).get_by_role("button", name="Сохранить").click()


def accept_with_a_shortage(page: Page, world: World) -> None:
    page.reload()
    expect(page.get_by_text("Свой транспорт")).to_be_visible()
    page.locator(f"[name=q{world.line}]").fill("18")
    page.locator(f"[name=n{world.line}]").fill("нет двух коробок")
    page.get_by_role("button", name="Принять поставку").click()
    expect(page.get_by_text("принята с расхождениями")).to_be_visible()
    expect(page.get_by_text("недостача")).to_be_visible()


def link_for_the_accountant(page: Page, world: World) -> str:
    page.goto(f"c/{world.contract}/papers/")
    page.get_by_role("link", name="Ссылки для бухгалтера").click()
    today = timezone.localdate()
    page.fill("[name=since]", f"{today:%d.%m.%Y}")
    page.fill("[name=until]", f"{today:%d.%m.%Y}")
    page.fill("[name=note]", "Ольга, бухгалтерия")
    page.get_by_role("button", name="Создать ссылку").click()
    address = page.get_by_label("Адрес ссылки")
    expect(address).to_be_visible()
    return address.input_value()


def test_from_a_wish_to_the_papers_of_the_accountant(page: Page, world: World, visitor: Visit) -> None:
    day = next_working_day(timezone.localdate())
    shipment = ask(signed_in(page, "alice"), world, day)
    send(visitor("picker"), shipment, day)
    accept_with_a_shortage(page, world)
    picker = visitor("picker")
    picker.goto("office/discrepancies/")
    expect(picker.get_by_text("нет двух коробок").first).to_be_visible()

    address = link_for_the_accountant(page, world)
    olga = visitor("")
    olga.goto(address)
    expect(olga.get_by_role("heading", name="Механик")).to_be_visible()
    with olga.expect_download() as download:
        olga.get_by_role("link", name="Всё архивом").click()
    content = download.value.path().read_bytes()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert f"Накладная 1 от {timezone.localdate():%d.%m.%Y}.pdf" in names
    expect(olga.get_by_text("1 из 1 документов")).to_be_visible()

    page.goto(f"c/{world.contract}/papers/links/")
    page.locator(".rowHeaders .rgCell").first.click()
    page.get_by_role("button", name="Отозвать").click()
    page.get_by_role("dialog").get_by_role("button", name="Отозвать").click()
    expect(page.get_by_text("Отозвана 1 ссылка")).to_be_visible()
    olga.reload()
    expect(olga.get_by_text("По этой ссылке ничего нет")).to_be_visible()


def test_the_buyer_takes_papers_himself_and_sees_how_far_they_are(page: Page, world: World, visitor: Visit) -> None:
    shipment = ask(signed_in(page, "alice"), world, next_working_day(timezone.localdate()))
    picker = visitor("picker")
    picker.goto(f"office/shipments/{shipment}/")
    picker.get_by_role("button", name="Отгрузить").click()
    expect(picker.get_by_text("доставлена", exact=True)).to_be_visible()

    page.goto(f"c/{world.contract}/papers/")
    page.get_by_role("link", name="этот месяц").click()
    expect(page.locator("[data-chips] .found")).to_have_text("Найдено 1")
    page.get_by_role("link", name="Всё архивом…").click()
    expect(page.get_by_text("1 документ и реестр")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать архив").click()
    assert download.value.suggested_filename.startswith("Документы Механик")
    expect(page.get_by_text("готово")).to_be_visible()


def test_a_stranger_gets_nothing_of_it(page: Page, world: World, visitor: Visit) -> None:
    shipment = ask(signed_in(page, "alice"), world, next_working_day(timezone.localdate()))
    address = link_for_the_accountant(page, world)

    stranger = visitor("stranger")
    ways = ("papers/", "papers/zip/", "papers/zip/papers.zip", "papers/links/", f"shipments/{shipment}/")
    for contract in (world.contract, world.strange_contract):
        own = contract == world.strange_contract
        for way in ways:
            status = stranger.request.get(f"c/{contract}/{way}").status
            assert status == (
                200
                if own and way in {"papers/", "papers/zip/", "papers/links/"}
                else 422
                if own and way.endswith(".zip")
                else 404
            ), (contract, way)
    wrong = address[:-3] + ("AA/" if not address.endswith("AA/") else "BB/")
    assert stranger.request.get(wrong).status == 404
    assert stranger.request.get("office/discrepancies/").status == 404
