"""People of the firm find papers of a client with all their files, and archive what came back signed for him to see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.domain.documents import queries as documents
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    return issued(firm, contract, alice, bearing, timezone.now())


def scan(content: bytes = b"%PDF-1.4 signed") -> Any:
    return {"file": SimpleUploadedFile("scan.pdf", content)}


def test_a_manager_finds_a_paper_in_every_form_and_puts_its_signed_copy_beside_it(
    enter: Enter, firm: Firm, alice: int, contract: int, archive: Archive
) -> None:
    manager, papers = enter(firm.person("boris", "manager")), f"/office/clients/{contract}/papers/"
    assert papers in manager.get(f"/office/clients/{contract}/", headers=HTML).content.decode()
    assert len(manager.get(f"{papers}rows").json()["rows"]) == 3
    panel = manager.get(f"{papers}panel?key={archive.invoice}").content.decode()
    for name in ("xml", "xlsx", "ubl"):
        address = f"/office/papers/{archive.invoice}/as/{name}/"
        assert address in panel
        assert manager.get(address).status_code == 200

    signed = f"/office/papers/{archive.invoice}/signed/"
    assert signed in panel
    assert manager.post(signed, scan()).status_code == 200
    assert manager.post(signed, scan(b"<html>")).status_code == 422
    [copy] = documents.signed_copies(archive.invoice)
    assert f"{signed}{copy.id}/" in manager.get(signed, headers=HTML).content.decode()
    theirs = f"/c/{contract}/papers/{archive.invoice}/signed/"
    buyer = enter(alice)
    assert f"{theirs}{copy.id}/" in buyer.get(theirs, headers=HTML).content.decode()
    file: Any = buyer.get(f"{theirs}{copy.id}/")
    assert b"".join(file.streaming_content) == b"%PDF-1.4 signed"


def test_the_warehouse_archives_what_came_back_with_a_shipment_and_nothing_else(
    enter: Enter, firm: Firm, contract: int, archive: Archive
) -> None:
    walter = enter(firm.person("walter", "warehouse"))
    signed = f"/office/papers/{archive.note}/signed/"
    page = walter.get(f"/office/shipments/{archive.shipment}/", headers=HTML).content.decode()
    assert signed in page
    assert walter.post(signed, scan()).status_code == 200
    assert f"/office/shipments/{archive.shipment}/" in walter.get(signed, headers=HTML).content.decode()
    assert walter.get(f"/office/papers/{archive.invoice}/signed/").status_code == 404
    assert walter.get(f"/office/clients/{contract}/papers/").status_code == 404
