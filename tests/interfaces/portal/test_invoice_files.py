"""The buyer takes his invoice as PDF, workbook and XML, issues one for a shipment, and names his advance."""

import io
import zipfile
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from optom.domain.billing import queries as papers
from optom.domain.companies.models import Contract
from optom.interfaces.exchange.invoice import FORM
from optom.interfaces.kit.xml_papers import XmlFile
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    return issued(firm, contract, alice, bearing, timezone.now())


def test_an_invoice_is_had_as_a_workbook_and_as_xml_by_its_company_alone(
    enter: Enter, firm: Firm, alice: int, contract: int, archive: Archive
) -> None:
    client, address = enter(alice), f"/c/{contract}/papers/{archive.invoice}"

    panel = client.get(f"/c/{contract}/papers/panel?key={archive.invoice}").content.decode()
    assert f"{address}/as/xlsx/" in panel
    assert f"{address}/as/xml/" in panel
    book = client.get(f"{address}/as/xlsx/")
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None
    assert ".xlsx" in unquote(book.headers["Content-Disposition"])
    file = client.get(f"{address}/xml/")
    assert FORM.faults(XmlFile("", file.content)) == []
    assert client.get(f"/c/{contract}/papers/{archive.note}/as/xlsx/").status_code == 404, "notes have none"
    assert client.get(f"{address}/as/ods/").status_code == 404

    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    for ending in ("as/xlsx/", "xml/"):
        assert enter(stranger).get(f"/c/{theirs}/papers/{archive.invoice}/{ending}").status_code == 404


def test_a_zip_holds_the_xml_beside_the_pdf(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    answer = enter(alice).get(f"/c/{contract}/papers/zip/papers.zip")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]

    files = [name for name in book.namelist() if name.startswith("ON_CHETOP")]
    assert len(files) == 2, "the invoice for the order and the one for an advance"
    assert all(etree.fromstring(book.read(name)).get("Function") == "0" for name in files)
    assert "Не вошли.txt" not in book.namelist()


def test_the_page_of_a_shipment_shows_its_invoices_and_issues_one(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    client, address = enter(alice), f"/c/{contract}/shipments/{archive.shipment}/"
    page = client.get(address).content.decode()
    assert "Выписать счёт" in page
    assert f"/papers/{archive.invoice}/" in page, "the order's invoice asks for these goods too"

    told = client.post(f"{address}invoice/", {"key": "s", "seen": "0"})
    assert told.status_code == 422, "one is there of which he was not told"
    assert client.post(f"{address}invoice/", {"key": "s", "seen": "1"}).status_code in {200, 204, 302}
    company = Contract.objects.get(pk=contract).company_id
    newest = papers.issued(company=company).all()[0]
    assert (newest.kind, newest.shipment, newest.sum) == ("invoice", archive.shipment, 4123)
    assert client.get(f"{address}invoice/").status_code == 404


def test_an_advance_says_what_it_is_for(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    client = enter(alice)
    client.post(f"/c/{contract}/papers/advance/", {"key": "x", "amount": "100", "purpose": "спецификация № 7"})

    company = Contract.objects.get(pk=contract).company_id
    newest = papers.issued(company=company).all()[0]
    file = etree.fromstring(client.get(f"/c/{contract}/papers/{newest.id}/xml/").content)
    assert file.xpath("//Item/@Product") == ["Аванс (предоплата): спецификация № 7"]
