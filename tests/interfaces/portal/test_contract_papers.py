"""The buyer prints his contract, makes specifications and archives what was signed; a stranger sees none of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from optom.domain.companies.models import Membership
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit.papers import name_of
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
JPEG = b"\xff\xd8\xff\xe0 signed"


def test_a_contract_is_printed_signed_and_archived(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    client = enter(alice)
    assert "Напечатать договор" in client.get(f"/c/{contract}/company/").content.decode()
    client.post(f"/c/{contract}/company/contract/")
    client.post(f"/c/{contract}/company/contract/")
    (paper,) = Paper.objects.filter(kind="contract")
    address = f"/c/{contract}/papers/{paper.pk}"
    shown = client.get(f"{address}/")
    assert shown.content.startswith(b"%PDF")
    file = unquote(shown["Content-Disposition"])
    assert f"Договор 118 от 14.02.2025, редакция от {timezone.localdate():%d.%m.%Y}.pdf" in file, "that of its signing"
    with translation.override("en"):
        assert name_of(documents.paper(paper.pk)).startswith("Contract 118 of 2025-02-14, edition of ")
    assert f"{address}/signed/" in client.get(f"/c/{contract}/papers/panel?key={paper.pk}").content.decode()

    assert client.post(f"{address}/signed/", {"file": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422
    client.post(f"{address}/signed/", {"file": SimpleUploadedFile("scan.jpg", JPEG)})
    page = client.get(f"{address}/signed/").content.decode()
    link = page.partition(f'href="{address}/signed/')[2].partition("/")[0]
    copy: Any = client.get(f"{address}/signed/{link}/")
    assert b"".join(copy.streaming_content) == JPEG
    assert copy.headers["Content-Type"] == "image/jpeg"
    assert "attachment" in copy.headers["Content-Disposition"]

    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    other = enter(stranger)
    for base in (f"/c/{contract}", f"/c/{theirs}"):
        assert other.get(f"{base}/papers/{paper.pk}/signed/").status_code == 404
        assert other.get(f"{base}/papers/{paper.pk}/signed/{link}/").status_code == 404
    Membership.objects.filter(user_id=alice).update(role="viewer")
    assert "Напечатать договор" not in client.get(f"/c/{contract}/company/").content.decode()


def test_specifications_of_an_order_and_of_a_draft(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    at, client = timezone.now(), enter(alice)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(20))], key="o", actor=alice, at=at).order
    assert f"/orders/{order}/specification/" in client.get(f"/c/{contract}/orders/{order}/").content.decode()
    client.post(f"/c/{contract}/orders/{order}/specification/", headers={"Idempotency-Key": "a"})
    draft = orders.open_draft(contract=contract, name="Весна", actor=alice, at=at)
    once_more = {"Idempotency-Key": "b"}
    empty = client.post(f"/c/{contract}/drafts/{draft}/specification/", headers=once_more)
    assert empty.status_code == 422
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(10))
    assert f"/drafts/{draft}/specification/" in client.get(f"/c/{contract}/drafts/{draft}/").content.decode()
    client.post(f"/c/{contract}/drafts/{draft}/specification/", headers=once_more)

    numbers = Paper.objects.filter(kind="specification").order_by("id").values_list("number", "subject")
    assert list(numbers) == [("1", f"order:{order}"), ("2", f"contract:{contract}")]
