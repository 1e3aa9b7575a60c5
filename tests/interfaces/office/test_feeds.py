"""The purchaser takes in what suppliers send: a file sent, held, mapped, let in; and says where files come from."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.base.secrets import unseal
from optom.domain.suppliers import actions
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.models import Feed, FeedRun, Mapping, Offer, Terms
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
LIST = "Код;Артикул;Наименование;Цена;Остаток\n" + "".join(
    f"{n};62{n:02d};Подшипник 62{n:02d};{100 + n},50;{n}\n" for n in range(1, 21)
)
SECRET = "пароль-7"
MAILBOX = {
    "kind": "mailbox",
    "host": "imap.vega.ru",
    "user": "we",
    "password": SECRET,
    "plan": "every",
    "minutes": "30",
}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)


@pytest.fixture
def purchaser(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("paul", "purchaser"))


@pytest.fixture
def feed(firm: Firm) -> int:
    supplier = actions.add_supplier(name="Вега", actor=None, at=timezone.now())
    return actions.add_feed(supplier=supplier, terms=FeedTerms("Прайс"), actor=None, at=timezone.now())


def sent(client: Client, feed: int, content: str = LIST) -> FeedRun:
    """A file by hand, run as the worker would."""
    file = SimpleUploadedFile("ноябрь.csv", content.encode("cp1251"))
    answer = client.post(f"/office/feeds/{feed}/send/", {"file": file}, headers=HTML)
    run = FeedRun.objects.latest("pk")
    assert (answer.status_code, answer.headers["Location"]) == (302, here(run))
    return worked(run)


def worked(run: FeedRun) -> FeedRun:
    actions.work(run=run.pk, at=timezone.now())
    run.refresh_from_db()
    return run


def here(run: FeedRun) -> str:
    return f"/office/feeds/{run.feed_id}/files/{run.pk}/"


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    columns = client.get(address, headers=HTML).context["description"]["columns"]
    names = [column["name"] for column in columns]
    return [dict(zip(names, row[1:], strict=False)) for row in client.get(f"{address}rows").json()["rows"]]


def posted(client: Client, address: str, **given: str) -> Any:
    answer = client.post(address, given)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def said(mapping: str) -> dict[str, str]:
    """What the form of the mapping would send: the choice above each column, where goods begin."""
    found = {}
    for name, choice in re.findall(r'<select name="(t0-\w+)"(.*?)</select>', mapping, re.DOTALL):
        found[name] = next(iter(re.findall(r'value="(\w*)" selected', choice)), "")
    return found | dict(re.findall(r'name="(t0-first)" value="(\d+)"', mapping))


def test_who_buys_runs_feeds_and_no_other_desk_finds_them(enter: Enter, firm: Firm, feed: int, alice: int) -> None:
    addresses = ["/office/feeds/", "/office/feeds/offers/", "/office/feeds/queue/", "/office/feeds/held/"]
    addresses += [f"/office/feeds/{feed}/", f"/office/feeds/{feed}/terms/", f"/office/feeds/{feed}/source/"]
    for desk in ("purchaser", "director", "administrator"):
        client = enter(firm.person(desk, desk))
        assert all(client.get(address, headers=HTML).status_code == 200 for address in addresses)
    strangers = [enter(firm.person(desk, desk)) for desk in ("warehouse", "finance", "manager")]
    for client in [*strangers, enter(alice)]:
        assert all(client.get(address, headers=HTML).status_code == 404 for address in addresses)
        assert client.post(f"/office/feeds/{feed}/source/", MAILBOX).status_code == 404
        assert client.post(f"/office/feeds/{feed}/source/look/").status_code == 404
    assert not Feed.objects.get(pk=feed).source


def test_a_new_supplier_gets_a_feed(purchaser: Client) -> None:
    pick = {"keys": [], "asked": "1", "new_supplier": "  Вега  ", "name": "Склад", "currency": "EUR", "with_vat": "on"}
    answer = purchaser.post("/office/feeds/acts/add", pick, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    feed = Feed.objects.get()
    assert answer.json()["location"] == f"/office/feeds/{feed.pk}/"
    assert [row["supplier_name"] for row in rows(purchaser, "/office/feeds/")] == ["Вега"]
    again = purchaser.post("/office/feeds/acts/add", {**pick, "new_supplier": "Вега"}, content_type="application/json")
    assert again.status_code == 422


def test_the_first_file_is_held_looked_at_and_let_in(purchaser: Client, feed: int, firm: Firm) -> None:
    run = sent(purchaser, feed)

    told = page(purchaser, here(run))
    assert "придержан" in told
    assert "это первый файл" in told.lower()
    assert "ждёт" not in purchaser.get(f"{here(run)}progress/").content.decode(), "it has been run"

    mapping = page(purchaser, f"{here(run)}mapping/")
    assert said(mapping) == {"t0-A": "number", "t0-B": "article", "t0-C": "name", "t0-D": "price", "t0-E": "stock",
                             "t0-first": "2"}  # fmt: skip
    assert "101,50" in mapping.split("</form>")[-1]

    posted(purchaser, f"{here(run)}decide/", what="accept")
    assert worked(run).state == "applied"
    assert Offer.objects.count() == 20
    assert len(rows(purchaser, "/office/feeds/offers/")) == 20
    assert purchaser.post(f"{here(run)}decide/", {"what": "reject"}).status_code == 422, "it is decided"
    assert b"".join(purchaser.get(f"{here(run)}raw/")) == LIST.encode("cp1251")
    report = b"".join(purchaser.get(f"{here(run)}report/"))
    [*_, last] = report.decode("utf-8-sig").splitlines()
    assert report.decode("utf-8-sig").startswith("Строка;Что с ней стало;")
    assert ";новое предложение;" in last


def test_a_mapping_is_tried_then_saved_and_the_file_runs_by_it(purchaser: Client, feed: int) -> None:
    run = sent(purchaser, feed)
    mended = said(page(purchaser, f"{here(run)}mapping/")) | {"t0-E": "", "formula-price": "price * 0.5"}

    tried = purchaser.post(f"{here(run)}mapping/", {**mended, "try": ""}, headers=HTML).content.decode()
    assert "50,75" in tried
    assert Mapping.objects.count() == 1, "trying saves nothing"
    wrong = purchaser.post(f"{here(run)}mapping/", {**mended, "save": "", "formula-price": "price *"})
    assert wrong.status_code == 422

    posted(purchaser, f"{here(run)}mapping/", **mended, save="", reason="Скидка 50 %")
    assert worked(run).state == "applied", "somebody has said how it is understood"
    one = Terms.objects.get(offer__number="1")
    assert (one.price, one.stock) == (dec("50.75"), None)


def test_a_rejected_file_changes_nothing_and_a_price_that_moves_too_far_is_believed_or_not(
    purchaser: Client, feed: int
) -> None:
    run = sent(purchaser, feed)
    posted(purchaser, f"{here(run)}decide/", what="accept")
    worked(run)

    tenfold = sent(purchaser, feed, re.sub(r"(1\d\d),50", r"\g<1>5,00", LIST))
    assert "в десять раз" in page(purchaser, here(tenfold))
    posted(purchaser, f"{here(tenfold)}decide/", what="reject")
    assert worked(tenfold).state == "rejected"
    assert Terms.objects.get(offer__number="1").price == dec("101.50")

    assert sent(purchaser, feed, LIST.replace("101,50", "201,50")).state == "applied"
    [held] = rows(purchaser, "/office/feeds/held/")
    assert held["number"] == "1"
    key = str(Offer.objects.get(number="1").pk)
    answer = purchaser.post("/office/feeds/held/acts/believe", {"keys": [key]}, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    assert Terms.objects.get(offer__number="1").price == dec("201.50")
    assert not rows(purchaser, "/office/feeds/held/")


def test_a_source_is_saved_and_its_secret_never_comes_back(purchaser: Client, feed: int) -> None:
    address = f"/office/feeds/{feed}/source/"
    posted(purchaser, address, **MAILBOX)
    kept = Feed.objects.get(pk=feed)
    sealed = kept.source["password"]["sealed"]
    assert unseal(sealed) == SECRET
    assert (kept.schedule, kept.next_at is not None) == ({"every": 30}, True)

    shown = page(purchaser, address)
    assert "imap.vega.ru" in shown
    assert SECRET not in shown
    assert sealed not in shown
    again = purchaser.post(f"{address}settings/", {**MAILBOX, "shown": "mailbox"}).content.decode()
    assert SECRET not in again
    assert 'value="imap.vega.ru"' in again

    posted(purchaser, address, **{**MAILBOX, "password": "", "folder": "Прайсы"})
    kept.refresh_from_db()
    assert (kept.source["folder"], unseal(kept.source["password"]["sealed"])) == ("Прайсы", SECRET)
    answer = purchaser.post(address, {**MAILBOX, "password": "", "host": "imap.evil.ru"})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["password"]


def test_what_is_wrong_with_a_source_is_told_at_its_fields(purchaser: Client, feed: int) -> None:
    answer = purchaser.post(f"/office/feeds/{feed}/source/", {"kind": "sftp", "host": "сервер/папка", "port": "сто"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"port", "user"}
    for plan, field in (
        ({"plan": "every", "minutes": "1"}, "minutes"),
        ({"plan": "every", "minutes": "often"}, "minutes"),
        ({"plan": "times", "times": "25:00"}, "times"),
        ({"plan": "times", "times": "08:00"}, "times"),  # on no day of the week
    ):
        answer = purchaser.post(f"/office/feeds/{feed}/source/", {**MAILBOX, **plan})
        assert answer.status_code == 422
        assert list(answer.json()["errors"]) == [field]
    assert purchaser.post(f"/office/feeds/{feed}/source/", {"kind": "fax"}).status_code == 422


def test_another_kind_has_its_own_settings_and_its_own_port(purchaser: Client, feed: int) -> None:
    address = f"/office/feeds/{feed}/source/settings/"
    ftp = purchaser.post(address, {"kind": "ftp", "shown": "mailbox", "port": "993"}).content.decode()
    assert 'name="port" value="21"' in ftp
    web = purchaser.post(address, {"kind": "http", "shown": "http", "url": "https://a.ru/1", "sign_in": "key"})
    assert 'value="https://a.ru/1"' in web.content.decode()
    assert 'name="sign_in-secret"' in web.content.decode()
    assert 'class="field' not in purchaser.post(address, {"kind": "", "shown": "http"}).content.decode()


def test_look_now_asks_the_worker_and_why_it_failed_is_told(purchaser: Client, feed: int) -> None:
    address = f"/office/feeds/{feed}/source/"
    assert purchaser.post(f"{address}look/").status_code == 422, "it has no source"
    posted(purchaser, address, **{**MAILBOX, "host": "imap.vega.invalid"})
    waited = posted(purchaser, f"{address}look/")["location"]
    assert "every 2s" in page(purchaser, waited), "it waits for what is found"

    Feed.objects.update(
        tried_at=timezone.now() + timedelta(seconds=2),
        failures=3,
        failure={"code": "sources.host_unknown", "facts": {"host": "imap.vega.invalid"}},
    )
    told = page(purchaser, waited)
    assert "every 2s" not in told
    assert "imap.vega.invalid" in told
    assert "3 раза подряд" in told

    Feed.objects.update(seen={"marks": {"a": "1"}, "host_key": "ssh-rsa x"})
    posted(purchaser, f"{address}forget/")
    assert not Feed.objects.get(pk=feed).seen


def test_a_closed_feed_takes_nothing_until_it_is_opened(purchaser: Client, feed: int) -> None:
    posted(purchaser, f"/office/feeds/{feed}/close/", what="close")
    assert "закрыта" in page(purchaser, f"/office/feeds/{feed}/")
    file = SimpleUploadedFile("a.csv", b"1")
    assert purchaser.post(f"/office/feeds/{feed}/send/", {"file": file}).status_code == 422
    assert purchaser.post(f"/office/feeds/{feed}/source/look/").status_code == 422
    posted(purchaser, f"/office/feeds/{feed}/close/", what="open")
    assert Feed.objects.get(pk=feed).is_active


def test_the_terms_of_a_feed_are_saved_or_refused(purchaser: Client, feed: int) -> None:
    terms = {"name": "Склад", "currency": "USD", "missing_percent": "30", "moved_percent": "25"}
    terms |= {"quarantined_percent": "10", "sure_score": "95", "likely_score": "60", "new_products": "ask"}
    posted(purchaser, f"/office/feeds/{feed}/terms/", **terms)
    assert (Feed.objects.get(pk=feed).currency, Feed.objects.get(pk=feed).with_vat) == ("USD", False)
    answer = purchaser.post(f"/office/feeds/{feed}/terms/", {**terms, "likely_score": "99", "sure_score": "сто"})
    assert answer.status_code == 422


def test_what_would_come_of_a_mapping_is_shown_while_it_is_corrected(purchaser: Client, feed: int) -> None:
    run = sent(purchaser, feed)
    address = f"{here(run)}mapping/result/"
    form = said(page(purchaser, f"{here(run)}mapping/"))
    tried = purchaser.post(address, {**form, "formula-price": "price * 2"}, headers=HTML).content.decode()
    assert "203,00" in tried
    wrong = purchaser.post(address, {**form, "formula-price": "price *"}, headers=HTML)
    assert (wrong.status_code, "is-bad" in wrong.content.decode()) == (200, True)
    assert Mapping.objects.count() == 1, "nothing is saved"


def test_one_returns_to_an_earlier_version_of_a_mapping(purchaser: Client, feed: int) -> None:
    run = sent(purchaser, feed)
    mended = said(page(purchaser, f"{here(run)}mapping/")) | {"t0-E": ""}
    posted(purchaser, f"{here(run)}mapping/", **mended, save="", reason="Остаток не тот")
    worked(run)
    told = page(purchaser, f"{here(run)}mapping/")
    assert "Остаток не тот" in told
    assert "остаток → —" in told
    former = said(page(purchaser, f"{here(run)}mapping/?version=1"))
    assert former["t0-E"] == "stock"
    posted(purchaser, f"{here(run)}mapping/", **former, save="")
    again = worked(FeedRun.objects.latest("pk"))
    assert (again.pk > run.pk, again.state, again.mapping and again.mapping.number) == (True, "applied", 3)
    assert Terms.objects.get(offer__number="1").stock == 1


def test_stock_of_several_columns_is_one_part_and_a_brand_holds_below(purchaser: Client, feed: int) -> None:
    lists = "Бренд;Артикул;Цена;Москва;Самара\n" + "".join(
        f"{'SKF' if n == 1 else ''};62{n:02d};{n},50;{n};5\n" for n in range(1, 9)
    )
    run = sent(purchaser, feed, lists)
    form = {"t0-A": "brand", "t0-carried-A": "on", "t0-B": "article", "t0-C": "price", "t0-D": "stock", "t0-E": "stock"}
    posted(purchaser, f"{here(run)}mapping/", **form, **{"t0-first": "2"}, save="")
    assert worked(run).state == "applied"
    offers = Offer.objects.order_by("article").values_list("brand", "article")
    assert list(offers[:2]) == [("SKF", "6201"), ("SKF", "6202")]
    assert Terms.objects.get(offer__article="6203").stock == 8
