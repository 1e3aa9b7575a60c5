"""The buyer, his accountant and the firm take the UPD of a shipment: on paper and as a file; nobody else does."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import etree

from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.journal import actions as journal
from optom.interfaces.exchange.upd import FORM
from optom.interfaces.kit import xml_papers
from tests.domain.billing.test_revisions import AS_IT_WAS
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.interfaces.portal.test_papers import rows
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(settings: Any) -> None:
    """Counters of this test alone: other workers of the tests share the file."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "upds"}}
    cache.clear()


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    """Ten bearings have left; their UPD lacks who signs it."""
    account_to_pay_to(firm)
    Seller.objects.filter(pk=firm.seller).update(papers="both", legal_address="Москва, Рабочая, 7")
    Company.objects.update(legal_address="Казань, Складская, 2")
    made = issued(firm, contract, alice, bearing, timezone.now())
    journal.deliver(at=timezone.now())
    return made


@pytest.fixture
def upd(firm: Firm, archive: Archive) -> int:
    """Now it is issued; its paper."""
    Seller.objects.filter(pk=firm.seller).update(director="Романов Алексей Николаевич")
    return billing.issue_upd(shipment=archive.shipment, at=timezone.now())


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def is_sound(answer: Any) -> bool:
    """Whether it is a file under its own name that breaks no rule of its form."""
    name = unquote(answer["Content-Disposition"]).partition('filename="')[2].removesuffix('"')
    file = xml_papers.XmlFile(name, answer.content)
    return FORM.faults(file) == [] and etree.fromstring(answer.content).get("ИдФайл") == name.removesuffix(".xml")


def test_the_buyer_finds_it_among_his_papers_and_takes_it_both_ways(
    enter: Enter, alice: int, contract: int, archive: Archive, upd: int
) -> None:
    client = enter(alice)
    found = {int(row["key"]): row for row in rows(client, f"/c/{contract}/papers/?kind=upd")}

    assert set(found) == {upd}
    assert (found[upd]["sum"], found[upd]["shipment"], found[upd]["orders"]) == (
        "4123", archive.shipment, str(archive.order),
    )  # fmt: skip
    assert client.get(f"/c/{contract}/papers/{upd}/").content.startswith(b"%PDF")
    assert is_sound(client.get(f"/c/{contract}/papers/{upd}/xml/"))
    shipment = client.get(f"/c/{contract}/shipments/{archive.shipment}/", headers={"Accept": "text/html"})
    assert f"/c/{contract}/papers/{upd}/xml/" in shipment.content.decode()
    assert client.get(f"/c/{contract}/papers/{archive.note}/xml/").status_code == 404, "a note has no such file"


def test_a_stranger_finds_nothing(enter: Enter, firm: Firm, contract: int, upd: int) -> None:
    stranger = firm.person("stranger")
    own = firm.client("Чужой", "7700000016", stranger)

    for address in (f"/c/{contract}/papers/{upd}/xml/", f"/c/{own}/papers/{upd}/xml/", f"/c/{own}/papers/{upd}/"):
        assert enter(stranger).get(address).status_code == 404


def test_it_is_in_the_zip_with_its_file(enter: Enter, alice: int, contract: int, upd: int) -> None:
    answer = enter(alice).get(f"/c/{contract}/papers/zip/papers.zip?kind=upd")

    with zipfile.ZipFile(io.BytesIO(content(answer))) as archive:
        names = [name for name in archive.namelist() if not name.startswith(("Реестр", "Register"))]
        [xml] = [name for name in names if name.endswith(".xml")]
        assert FORM.faults(xml_papers.XmlFile(xml, archive.read(xml))) == []
    assert len(names) == 2
    assert sum(name.endswith(".pdf") for name in names) == 1


def test_the_register_tells_the_tax_and_which_paper_is_replaced(
    enter: Enter, firm: Firm, alice: int, contract: int, archive: Archive, upd: int
) -> None:
    """Who adds up the register for the book of purchases counts no goods twice."""
    Seller.objects.filter(pk=firm.seller).update(director="Петрова Анна Ивановна")
    billing.revise_upd(
        shipment=archive.shipment, what="подписант", said=AS_IT_WAS,
        actor=firm.person("fiona", "finance"), at=timezone.now(),
    )  # fmt: skip

    with zipfile.ZipFile(io.BytesIO(content(enter(alice).get(f"/c/{contract}/papers/zip/papers.zip")))) as book:
        lines = list(csv.DictReader(io.StringIO(book.read("Реестр документов.csv").decode("utf-8-sig")), delimiter=";"))
        assert [one["Файл"] for one in lines] == [name for name in book.namelist() if name.endswith(".pdf")]
    told = sorted((one["Вид"], one["Сумма с НДС"], one["НДС"], one["Примечание"]) for one in lines)
    assert [one for one in told if "УПД" in one[0]] == [
        ("Испр. УПД", "4123,00", "743,49", ""), ("УПД", "4123,00", "743,49", "Заменён исправлением № 1"),
    ]  # fmt: skip
    assert {one[2] for one in told if one[0] == "Накладная"} == {""}, "tax is told by the paper that invoices it"
    shown = {row["key"]: row["vat"] for row in rows(enter(alice), f"/c/{contract}/papers/?kind=upd")}
    assert set(shown.values()) == {"743.49"}


def test_the_accountant_takes_it_by_her_link(alice: int, contract: int, upd: int) -> None:
    today = timezone.localdate()
    said: dict[str, Any] = {
        "company": Contract.objects.get(pk=contract).company_id,
        "contract": contract,
        "note": "",
        "key": "k",
    }
    period: dict[str, Any] = {"since": today - timedelta(days=2), "until": today, "days": 7}
    secret = billing.make_link(**said, **period, actor=alice, at=timezone.now()).secret
    client = Client()

    page = client.get(f"/papers/{secret}/").content.decode()
    assert f"/papers/{secret}/{upd}/as/xml/" in page
    assert "4123,00" in "".join(page.split())
    assert is_sound(client.get(f"/papers/{secret}/{upd}/as/xml/"))
    assert client.get(f"/papers/{secret}/{upd}/").content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(content(client.get(f"/papers/{secret}/papers.zip")))) as book:
        assert any(name.endswith(".xml") for name in book.namelist())
        assert ";4123,00;743,49;RUB;" in book.read("Реестр документов.csv").decode("utf-8-sig"), "with the tax inside"
    assert [one.paper for one in _goods(secret, upd)] == [upd]


def _goods(secret: str, upd: int) -> list[papers.LinkedGoods]:
    from optom.base.told_once import hash_of  # noqa: PLC0415 -- only here
    from optom.interfaces.kit.identity import holding_link  # noqa: PLC0415 -- only here

    with holding_link(hash_of(secret)):
        return papers.linked_goods([upd])


def test_the_firm_sees_by_what_it_waits_and_then_takes_it(
    enter: Enter, firm: Firm, contract: int, archive: Archive
) -> None:
    walter = enter(firm.person("walter", "warehouse"))
    page = f"/office/shipments/{archive.shipment}/"

    told = walter.get(page, headers={"Accept": "text/html"}).content.decode()
    assert "УПД ждёт: у ТехСнаб" in told
    assert "не заполнено: директор" in told
    assert walter.get(f"{page}upd/").status_code == 404

    Seller.objects.filter(pk=firm.seller).update(director="Романов Алексей Николаевич")
    billing.issue_waiting(at=timezone.now())

    assert walter.get(f"{page}upd/").content.startswith(b"%PDF")
    assert is_sound(walter.get(f"{page}upd/xml/"))
    manager = enter(firm.person("mark", "manager"))
    [found] = papers.upds([archive.shipment])
    assert is_sound(manager.get(f"/office/papers/{found.paper}/xml/"))
    assert contract


def test_an_administrator_says_what_an_upd_needs(enter: Enter, firm: Firm) -> None:
    boss = enter(firm.person("boss", "administrator"))
    said = {
        "kind": "legal_entity", "name": "ТехСнаб", "inn": "7700000023", "kpp": "770001001", "edo_id": "2BM-7700000023",
        "vat": "reduced_5", "papers": "upd", "director": "Романов Алексей Николаевич",
        "director_post": "Генеральный директор", "director_basis": "Устав", "accountant": "Орлова Мария Павловна",
        "accountant_basis": "приказ № 3",
    }  # fmt: skip

    assert boss.post(f"/office/sellers/{firm.seller}/change/", said).status_code == 200
    kept = Seller.objects.values(*said).get(pk=firm.seller)
    assert kept == said
    page = boss.get(f"/office/sellers/{firm.seller}/", headers={"Accept": "text/html"}).content.decode()
    assert all(text in page for text in ("2BM-7700000023", "приказ № 3"))
    refused = boss.post(f"/office/sellers/{firm.seller}/change/", {**said, "papers": "all", "vat": "9"})
    assert refused.status_code == 422


def test_a_file_that_would_break_its_rules_is_not_given_out(
    enter: Enter, alice: int, contract: int, upd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = xml_papers.Form(FORM.write, lambda _file: ["правило 20, /Файл: ЦенаТов"])
    monkeypatch.setitem(xml_papers.FORMS, "upd", form)

    answer = enter(alice).get(f"/c/{contract}/papers/{upd}/xml/")

    assert answer.status_code == 422
    assert "правило 20, /Файл: ЦенаТов" in answer.json()["refusals"][0]["text"]
    with zipfile.ZipFile(
        io.BytesIO(content(enter(alice).get(f"/c/{contract}/papers/zip/papers.zip?kind=upd")))
    ) as zips:
        assert not [name for name in zips.namelist() if name.endswith(".xml")]
        assert any(name.endswith(".txt") for name in zips.namelist()), "it is named among what was left out"
