"""A company's papers are in its own language, whoever of the firm or of its people makes them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Company, Contract, Membership
from optom.domain.documents.models import Paper
from tests.interfaces.archive import account_to_pay_to, issued
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def test_a_buyer_abroad_has_his_papers_in_english_with_their_ubl(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    account_to_pay_to(firm)
    Company.objects.update(kind="foreign", name="Lager GmbH", inn="", kpp="", ogrn="HRB 12345")
    made = issued(firm, contract, alice, bearing, timezone.now())

    titles = {paper.kind: paper.title for paper in Paper.objects.all()}
    assert titles["invoice"].startswith("Invoice for payment No. ")
    assert titles["delivery_note"].startswith("Delivery note No. 1")
    client = enter(alice)
    panel = client.get(f"/c/{contract}/papers/panel?key={made.note}").content.decode()
    assert f"/papers/{made.note}/as/ubl/" in panel
    answer: Any = client.get(f"/c/{contract}/papers/zip/papers.zip")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert len([name for name in names if name.startswith("UBL-")]) == 3
    assert not [name for name in names if name.startswith("ON_CHETOP")], "for him that form has no place"
    refused = client.get(f"/c/{contract}/papers/{made.invoice}/xml/")
    assert refused.status_code == 422


def test_an_administrator_chooses_the_language_and_nobody_else(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    account_to_pay_to(firm)
    client, address = enter(alice), f"/c/{contract}/company/"
    assert "Язык документов" in client.get(address).content.decode()

    assert client.post(f"{address}papers/", {"papers_language": "fr"}).status_code == 422
    client.post(f"{address}papers/", {"papers_language": "en"})
    issued(firm, contract, alice, bearing, timezone.now())
    assert {paper.payload["language"] for paper in Paper.objects.all()} == {"en"}

    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.filter(company_id=company).update(role="accountant")
    assert "Язык документов" not in client.get(address).content.decode()
    client.post(f"{address}papers/", {"papers_language": "ru"})
    assert Company.objects.get(pk=company).papers_language == "en"
