"""From what is short to the day that the client is told: ordered by letter, confirmed, decided, counted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from optom.base.spreadsheet import rows_of
from tests.live import LiveServer
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec
from tests.workbooks import write_workbook

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"


@pytest.fixture
def alice(firm: Firm) -> int:
    """She buys for Mechanic."""
    return firm.person("alice")


@pytest.fixture
def contract(firm: Firm, alice: int) -> int:
    """Mechanic's contract."""
    return firm.client("Механик", "7700000009", alice)


@pytest.fixture
def waiting(firm: Firm, alice: int, contract: int) -> int:
    """Alice waits for seven of a bearing and three of a belt that one supplier has in five days; her order."""
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- settings are known by now
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415 -- as above
    from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms  # noqa: PLC0415 -- as above

    at = timezone.now() - timedelta(hours=1)
    supplier = Supplier.objects.create(name="Опора", sort_key="опора")
    feed = Feed.objects.create(supplier=supplier, name="")
    goods = [firm.product(article, price=200) for article in ("6204", "A-12")]
    for product in goods:
        offer = Offer.objects.create(
            supplier=supplier, feed=feed, number=str(product), product_id=product, matched="hand"
        )
        Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=at, lead_days=5)
    asked = [OrderLine(goods[0], dec(7)), OrderLine(goods[1], dec(3))]
    return orders.place(contract=contract, lines=asked, key="a", actor=alice, at=at).order


def test_a_need_becomes_goods_that_are_held_for_the_client(
    page: Page, firm: Firm, waiting: int, contract: int, live: LiveServer, visitor: Visit, tmp_path: Path
) -> None:
    from optom.domain.orders.models import Line  # noqa: PLC0415 -- models load only when Django is set up

    firm.person("paula", "purchaser")
    firm.person("walter", "warehouse")
    paula = signed_in(page, "paula")

    paula.goto("office/buying/terms/")
    _pick(paula, "Опора")
    paula.get_by_role("button", name="Условия…").click()
    paula.fill("#agree-email", "sales@opora.example")
    _say(paula)

    paula.goto("office/buying/")
    paula.get_by_role("button", name="Пересчитать").click()
    expect(paula.locator(CELLS).filter(has_text="6204").first).to_be_visible()
    paula.get_by_role("button", name="Заказать…").click()
    _say(paula)
    paula.wait_for_url("**/buying/orders/")
    paula.locator("revogr-data a").first.click()
    with paula.expect_download() as book:
        paula.get_by_role("link", name="Книга").click()
    paula.get_by_role("button", name="Отправить письмом").click()
    paula.get_by_role("link", name="Подтверждение…").wait_for()
    number = paula.url.rstrip("/").rpartition("/")[2]

    answer = _confirmed(book.value.path().read_bytes(), tmp_path / "PO.xlsx")
    paula.get_by_role("link", name="Подтверждение…").click()
    paula.set_input_files("[name=file]", answer)
    paula.get_by_role("button", name="Прочитать").click()
    paula.get_by_text("±3").wait_for()
    assert Line.objects.get(order=waiting, product__article="6204").reserved == 7, "the price hardly moved"
    assert Line.objects.get(order=waiting, product__article="A-12").reserved == 0

    _pick(paula, "A-12")
    paula.get_by_role("button", name="Принять…").click()
    paula.get_by_role("dialog").locator("[name=reason]").fill("Других нет")
    _say(paula)
    expect(paula.get_by_text("±3")).to_have_count(0)

    walter = visitor("walter")
    walter.goto("office/arrivals/")
    _pick(walter, "6204")
    walter.get_by_role("button", name="По заказу поставщику…").click()
    walter.wait_for_url(f"**/arrivals/orders/{number}/")
    walter.fill("#paper", "УПД 15")
    walter.get_by_label("Пришло годным: 6204").fill("5")
    walter.get_by_label("Пришло повреждённым: 6204").fill("2")
    walter.get_by_role("button", name="Принять").click()
    walter.wait_for_url("**/office/arrivals/")

    alice = visitor("alice")
    alice.goto(f"c/{contract}/reserves/")
    day = (business_day(timezone.now()) + timedelta(days=6)).strftime("%d.%m")
    expect(alice.locator(CELLS).filter(has_text=day).first).to_be_visible()


def _pick(page: Page, text: str) -> None:
    """The row in which it stands."""
    page.locator(CELLS).filter(has_text=text).first.click()
    page.keyboard.press("Space")


def _say(page: Page) -> None:
    """The dialog is answered with its last button, and goes."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button").last.click()
    expect(dialog).to_have_count(0)


def _confirmed(book: bytes, path: Path) -> Path:
    """As the supplier sends it back: bearings one per cent dearer, belts ten, all on the sixth day."""
    head, *rows = rows_of(book)
    day = (business_day(timezone.now()) + timedelta(days=6)).strftime("%d.%m.%Y")
    prices = {"6204": 101.0, "A-12": 110.0}
    filled = [[*row[:9], prices[row[2]], day] for row in rows]
    write_workbook([dict(zip(map(str, head), row, strict=False)) for row in filled], path)
    return path
