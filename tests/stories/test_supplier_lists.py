"""A supplier's list comes by mail, is let in, and becomes what buyers pay; a list that is wrong is held."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.domain.suppliers.sources.imap_server import MailServer, imap_server
from tests.live import LiveServer
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec
from tests.workbooks import write_workbook

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"
GOODS = [(f"62{n:02d}", f"Подшипник 62{n:02d}", 100 + 10 * n) for n in range(1, 13)]


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """The supplier's letters come to a server on this machine, which the operator allows."""
    monkeypatch.setattr(settings, "OPTOM_FEED_NETWORKS", ["127.0.0.0/8"])
    with imap_server() as server:
        yield server


@pytest.fixture
def goods(firm: Firm) -> dict[str, int]:
    """The firm sells what the supplier has; the policy in force reckons with the best offer."""
    from optom.domain.policy import actions as policy  # noqa: PLC0415 -- settings are known by now
    from optom.domain.policy.document import Policy, Rule  # noqa: PLC0415 -- as above

    made = {article: firm.product(article, price=1000, on_hand=5) for article, _name, _price in GOODS}
    at = timezone.now() - timedelta(hours=1)
    week = business_day(at) + timedelta(days=7)
    said = Policy(
        rules=(Rule("wholesale", "IFBLANK(offer_cost * 1.5; 1000)", name="От лучшего предложения", until=week),),
        cost="IFBLANK(offer_cost; 600)",
    )
    first = policy.simulate(policy=said, actor=firm.person("author", "director"), at=at)
    policy.approve(publication=first, actor=firm.person("boss", "director"), at=at)
    return made


def book(path: Path, rows: Sequence[dict[str, object]]) -> bytes:
    write_workbook([dict(one) for one in rows], path)
    return path.read_bytes()


def listed(price: str = "Цена, руб. с НДС", times: int = 1) -> list[dict[str, object]]:
    """The supplier's table: prices are what our goods cost, with 22 % of VAT."""
    return [
        {"Код": f"В{article}", "Артикул": article, "Бренд": "SKF", "Наименование": name,
         price: float(cost * dec("1.22") * times), "Остаток": 7}
        for article, name, cost in GOODS
    ]  # fmt: skip


def letter(content: bytes) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = "p@vega.ru", "we@firm.ru", "Прайс", "<1@vega.ru>"
    made.set_content("Добрый день, прайс во вложении.")
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename="Вега прайс.xlsx")
    return made


def say_mailbox(purchaser: Page, mail: MailServer) -> None:
    """On the page of the source, where nothing is said yet."""
    purchaser.select_option("#kind", "mailbox")
    purchaser.fill("#host", "127.0.0.1")
    purchaser.fill("#port", str(mail.port))
    purchaser.select_option("#security", "none")
    purchaser.fill("#user", "optom")
    purchaser.fill("#password", "s3same")
    purchaser.get_by_role("button", name="Сохранить", exact=True).click()
    expect(purchaser.locator("#password")).to_have_attribute("placeholder", "••••••••")


def sees_new_price(catalog: Page) -> None:
    """In a grid that was open all the while: the row that a buyer types into is anew, and says why."""
    catalog.locator(f"{CELLS}.is-editable").first.click()
    catalog.keyboard.type("2\n")
    expect(catalog.locator(CELLS, has_text="165,00").first).to_be_visible()
    expect(catalog.locator(CELLS, has_text="330,00").first).to_be_visible()
    catalog.locator(CELLS, has_text="165,00").first.click()
    expect(catalog.locator("[data-formula]")).to_contain_text("Опт 165,00")
    catalog.keyboard.press("Alt+f")
    tree = catalog.locator(".derivation")
    expect(tree).to_contain_text("Колонка «Опт»")
    expect(tree).to_contain_text("акция до")
    expect(tree).not_to_contain_text("От лучшего предложения")  # how we reckon is no buyer's business


def test_the_first_list_of_a_new_supplier_from_mail_to_the_open_grid_of_a_buyer(
    page: Page, goods: dict[str, int], firm: Firm, mail: MailServer, live: LiveServer, visitor: Visit, tmp_path: Path
) -> None:
    from optom.domain.costs.models import Figure  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.policy import actions as policy  # noqa: PLC0415 -- as above

    mail.put(letter(book(tmp_path / "list.xlsx", listed())), timezone.now() - timedelta(hours=2))
    firm.person("paul", "purchaser")
    firm.client("Механик", "7700000009", firm.person("alice"))
    catalog = visitor("alice")
    catalog.goto(f"{catalog.url.partition('?')[0]}?q=6201")
    expect(catalog.locator(CELLS, has_text="1\u202f000,00").first).to_be_visible()
    purchaser, told = signed_in(page, "paul"), timezone.now()

    purchaser.goto("office/feeds/")
    purchaser.get_by_role("button", name="Добавить…").click()
    purchaser.fill("#feed-new", "Вега")
    purchaser.get_by_role("dialog").get_by_role("button").last.click()
    purchaser.get_by_role("link", name="Источник…").click()
    say_mailbox(purchaser, mail)
    purchaser.get_by_role("button", name="Проверить сейчас").click()
    expect(purchaser.get_by_text("проверяется…")).to_be_visible()
    live.work()
    purchaser.goto("office/feeds/")
    purchaser.get_by_role("link", name="Вега", exact=True).click()
    purchaser.get_by_role("link", name="Вега прайс.xlsx").click()

    live.work()
    expect(purchaser.get_by_text("Это первый файл, понятый таким образом")).to_be_visible()
    purchaser.get_by_role("link", name="Как он понят…").click()
    expect(purchaser.locator("select[name=t0-E]")).to_have_value("price")
    purchaser.go_back()
    purchaser.get_by_role("button", name="Принять как есть").click()
    expect(purchaser.get_by_text("Файл ждёт очереди…").or_(purchaser.get_by_role("progressbar"))).to_be_visible()
    live.work()
    expect(purchaser.get_by_text("принят", exact=True).first).to_be_visible()
    live.work()  # what was told of costs is heard

    purchaser.goto("office/feeds/offers/")
    expect(
        purchaser.locator(CELLS, has_text="марка и артикул").or_(purchaser.locator(CELLS, has_text="6201")).first
    ).to_be_visible()
    assert Figure.objects.get(product=goods["6201"], input__name="offer_cost").amount == dec(110)
    policy.follow_costs(since=told, at=timezone.now())  # unless the worker has done it

    boss = visitor("boss")
    boss.goto("office/prices/publications/")
    boss.locator(f"{CELLS} a").first.click()
    expect(boss.locator(CELLS, has_text="165,00").first).to_be_visible()
    boss.get_by_role("button", name="Ввести в действие сейчас").click()
    expect(boss.get_by_text("Цены действуют").first).to_be_visible()

    sees_new_price(catalog)


def test_a_list_with_prices_ten_times_as_high_is_held_and_one_of_another_layout_is_mended(
    page: Page, goods: dict[str, int], firm: Firm, live: LiveServer, tmp_path: Path
) -> None:
    from optom.domain.suppliers import actions as suppliers  # noqa: PLC0415 -- settings are known by now
    from optom.domain.suppliers.actions import FeedTerms  # noqa: PLC0415 -- as above
    from optom.domain.suppliers.models import Terms  # noqa: PLC0415 -- as above

    at, paul = timezone.now() - timedelta(days=1), firm.person("paul", "purchaser")
    supplier = suppliers.add_supplier(name="Вега", actor=paul, at=at)
    feed = suppliers.add_feed(supplier=supplier, terms=FeedTerms("Прайс"), actor=paul, at=at)
    book(tmp_path / "first.xlsx", listed())
    first = suppliers.receive(feed=feed, path=tmp_path / "first.xlsx", name="first.xlsx", actor=paul, at=at)
    suppliers.work(run=first, at=at)
    suppliers.accept(run=first, actor=paul, at=at)
    live.work()
    stands = Terms.objects.get(offer__article="6201").price
    purchaser = signed_in(page, "paul")

    def send(name: str, rows: Sequence[dict[str, object]]) -> None:
        purchaser.goto(f"office/feeds/{feed}/")
        purchaser.set_input_files("[name=file]", {"name": name, "mimeType": "", "buffer": book(tmp_path / name, rows)})
        purchaser.get_by_role("button", name="Отправить").click()
        expect(purchaser.get_by_role("progressbar")).to_be_visible()
        live.work()

    send("tenfold.xlsx", listed(times=10))
    expect(purchaser.get_by_text("Многие цены отличаются от прежних в десять раз.")).to_be_visible()
    purchaser.get_by_role("button", name="Отклонить").click()
    expect(purchaser.get_by_text("Отклонён: действует то, что было")).to_be_visible()
    assert Terms.objects.get(offer__article="6201").price == stands

    send("other.xlsx", [dict(reversed(row.items())) for row in listed("Сумма за ед.", times=1)])
    expect(purchaser.get_by_role("link", name="Как он понят…")).to_be_visible()
    expect(purchaser.get_by_role("button", name="Принять как есть")).to_be_visible()
    purchaser.get_by_role("link", name="Как он понят…").click()
    purchaser.locator("select[name=t0-B]").select_option("price")
    purchaser.get_by_role("button", name="Показать, что получится").click()
    expect(purchaser.locator("select[name=t0-B]")).to_have_value("price")
    purchaser.fill("[name=reason]", "Столбцы переставлены")
    purchaser.get_by_role("button", name="Сохранить и обработать").click()
    expect(purchaser.get_by_role("progressbar")).to_be_visible()
    live.work()
    expect(purchaser.get_by_text("принят", exact=True).first).to_be_visible()
