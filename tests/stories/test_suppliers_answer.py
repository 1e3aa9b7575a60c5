"""An order goes out by mail; the supplier's reply in the mail box confirms it, and whoever waits has a day."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.domain.suppliers.sources.imap_server import MailServer, imap_server
from tests.live import LiveServer
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Suppliers' letters come to a server on this machine, which the operator allows."""
    monkeypatch.setattr(settings, "OPTOM_FEED_NETWORKS", ["127.0.0.0/8"])
    with imap_server() as server:
        yield server


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
    """Alice waits for seven bearings that Опора has in five days; her order. Опора takes orders by letter."""
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- settings are known by now
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415 -- as above
    from optom.domain.purchasing import actions as purchasing  # noqa: PLC0415 -- as above
    from optom.domain.purchasing.actions import Agreed  # noqa: PLC0415 -- as above
    from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms  # noqa: PLC0415 -- as above

    at, product = timezone.now() - timedelta(hours=1), firm.product("6204", price=200)
    supplier = Supplier.objects.create(name="Опора", sort_key="опора")
    feed = Feed.objects.create(supplier=supplier, name="")
    offer = Offer.objects.create(supplier=supplier, feed=feed, number="1", product_id=product, matched="hand")
    Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=at, lead_days=5)
    agreed = Agreed(email="sales@opora.example")
    purchasing.agree(supplier=supplier.pk, agreed=agreed, actor=firm.person("paula", "purchaser"), at=at)
    placed = orders.place(contract=contract, lines=[OrderLine(product, dec(7))], key="a", actor=alice, at=at)
    purchasing.measure_needs(at=at)
    return placed.order


def reply(number: str, book: bytes) -> EmailMessage:
    """The supplier's letter, with the workbook that he has filled in."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "sales@opora.example", "we@firm.ru", f"Re: PO-{number}"
    made["Message-ID"] = "<1@opora.example>"
    made.set_content("Добрый день, подтверждаем.")
    made.add_attachment(book, maintype="application", subtype="octet-stream", filename=f"PO-{number}.xlsx")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    return made


def test_a_reply_in_the_mail_box_confirms_the_order_by_itself(
    page: Page, firm: Firm, waiting: int, contract: int, mail: MailServer, live: LiveServer, visitor: Visit
) -> None:
    from optom.domain.orders.models import Line  # noqa: PLC0415 -- models load only when Django is set up
    from tests.interfaces.exchange.answering import filled  # noqa: PLC0415 -- as above

    paula, day = signed_in(page, "paula"), business_day(timezone.now()) + timedelta(days=6)
    paula.goto("office/feeds/")
    paula.get_by_role("button", name="Добавить…").click()
    paula.select_option("#feed-supplier", label="Опора")
    paula.select_option("#feed-brings", "answers")
    paula.get_by_role("dialog").get_by_role("button").last.click()
    paula.get_by_role("link", name="Источник…").click()
    paula.select_option("#kind", "mailbox")
    paula.fill("#host", "127.0.0.1")
    paula.fill("#port", str(mail.port))
    paula.select_option("#security", "none")
    paula.fill("#user", "optom")
    paula.fill("#password", "s3same")
    paula.fill("#sender", "@opora.example")
    paula.get_by_role("button", name="Сохранить", exact=True).click()
    expect(paula.locator("#password")).to_have_attribute("placeholder", "••••••••")
    source = paula.url

    paula.goto("office/buying/")
    paula.get_by_role("button", name="Заказать…").click()
    paula.get_by_role("dialog").get_by_role("button").last.click()
    paula.wait_for_url("**/buying/orders/")
    paula.locator("revogr-data a").first.click()
    with paula.expect_download() as book:
        paula.get_by_role("link", name="Книга").click()
    paula.get_by_role("button", name="Отправить письмом").click()
    paula.get_by_role("link", name="Подтверждение…").wait_for()
    order = paula.url
    number = order.rstrip("/").rpartition("/")[2]

    answer = filled(book.value.path().read_bytes(), day, a6204=("7", "101"))
    mail.put(reply(number, answer), timezone.now() - timedelta(minutes=1))
    paula.goto(source)
    paula.get_by_role("button", name="Проверить сейчас").click()
    expect(paula.get_by_text("проверяется…")).to_be_visible()
    live.work()
    live.work()

    paula.goto(order)
    expect(paula.get_by_text("Подтверждён файлом")).to_be_visible()
    assert Line.objects.get(order=waiting).reserved == 7
    paula.get_by_role("link", name=f"PO-{number}.xlsx").click()
    expect(paula.locator(CELLS).filter(has_text="придёт").first).to_be_visible()
    paula.get_by_role("link", name="Опора").click()
    expect(paula.locator(CELLS).filter(has_text="заказ подтверждён").first).to_be_visible()
    paula.get_by_role("link", name="logo.png").click()
    expect(paula.get_by_text("ни один наш заказ в нём не назван")).to_be_visible()

    alice = visitor("alice")
    alice.goto(f"c/{contract}/reserves/")
    expect(alice.locator(CELLS).filter(has_text=day.strftime("%d.%m")).first).to_be_visible()
