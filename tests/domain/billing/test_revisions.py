"""The UPD itself was wrong: it is issued anew under its number, and the one before it stays as it was."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.correcting import Change
from optom.domain.billing.models import UpdRevision
from optom.domain.companies.models import Company
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.shipping import queries as shipments
from optom.interfaces.exchange.ukd import FORM as UKD_FORM
from optom.interfaces.exchange.upd import FORM
from tests.books import all_books
from tests.domain.billing.test_corrections import correct
from tests.domain.billing.test_corrections import said as said_by_ukd
from tests.domain.billing.test_upd import complete, heard, leave, said, sound, upd_of
from tests.domain.documents.samples import text_of
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
AS_IT_WAS = billing.Said("", "Казань, Складская, 2", "118", date(2025, 2, 14), "")


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: Any) -> Delivery:
    complete(firm, contract)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def fiona(firm: Firm) -> int:
    return firm.person("fiona", "finance")


@pytest.fixture
def shipment(delivery: Delivery, firm: Firm) -> int:
    found = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)
    return found


def revise(delivery: Delivery, shipment: int, fiona: int, **changes: Any) -> int:
    told = replace(AS_IT_WAS, **changes)
    return billing.revise_upd(shipment=shipment, what="опечатка", said=told, actor=fiona, at=delivery.at)


def test_it_is_issued_anew_under_its_number_and_the_old_one_is_marked_as_replaced(
    delivery: Delivery, shipment: int, fiona: int
) -> None:
    first = upd_of(shipment).paper or 0
    delivery.at += timedelta(days=2)
    second = revise(
        delivery, shipment, fiona, consignee="Склад № 2", address="Казань, Тихая, 5", contract_number="118/А"
    )

    upd = upd_of(shipment)
    assert (upd.paper, upd.first, upd.number, upd.revision) == (second, first, "1", 1)
    payload = documents.payload(second)
    assert payload["revision"] == {"number": "1", "date": "25.11.2026"}
    assert (payload["date"], payload["basis"]["number"]) == ("23.11.2026", "118/А")
    assert payload["consignee"]["name"] == "Механик, Склад № 2"
    assert (payload["totals"], payload["items"]) == (said_of(first)["totals"], said_of(first)["items"])
    assert sound(shipment)
    assert "ИспрДок" in FORM.write(payload).content.decode("cp1251")
    assert "Исправление № 1 от 25.11.2026" in text_of(archive.draw(second))
    assert "Исправление № — от —" in text_of(archive.draw(first)), "the one before it stays as it was"
    company = documents.paper(first).company_id or 0
    listed = {
        row.id: (row.title, row.replaced_by, row.sum, row.shipment) for row in papers.issued(company=company).all()
    }
    assert listed[first] == ("УПД № 1 от 23 ноября 2026 г.", 1, dec("488.00"), shipment)
    assert listed[second][1:] == (None, dec("488.00"), shipment)
    assert listed[second][0] == "УПД № 1 от 23 ноября 2026 г., исправление № 1 от 25 ноября 2026 г."
    assert all_books() == []


def said_of(paper: int) -> dict[str, Any]:
    return documents.payload(paper)


def test_new_requisites_are_reason_enough_and_nothing_new_is_none(
    delivery: Delivery, shipment: int, fiona: int
) -> None:
    with pytest.raises(Refusal, match=r"billing\.nothing_revised"):
        revise(delivery, shipment, fiona)
    with pytest.raises(Refusal, match=r"billing\.what_missing"):
        billing.revise_upd(shipment=shipment, what=" ", said=AS_IT_WAS, actor=fiona, at=delivery.at)
    assert (UpdRevision.objects.count(), documents.numbering_faults()) == (0, [])

    Company.objects.update(legal_address="Казань, Новая, 1")
    revise(delivery, shipment, fiona)
    revise(delivery, shipment, fiona, consignee="Склад")

    assert [(row.number, row.what, row.by) for row in papers.revisions(shipment)] == [
        (1, "опечатка", "fiona"), (2, "опечатка", "fiona"),
    ]  # fmt: skip
    company = documents.paper(upd_of(shipment).first or 0).company_id or 0
    upds = papers.issued(company=company).only(kind=["upd", "upd_revision"]).all()
    assert [row.replaced_by for row in upds] == [None, 2, 1], "the newest first"
    assert said(shipment)["buyer"]["address"] == "Казань, Новая, 1"
    assert documents.numbering_faults() == []


def test_a_vat_invoice_beside_a_note_is_issued_anew_as_one(delivery: Delivery, firm: Firm, fiona: int) -> None:
    complete(firm, delivery.contract, papers="vat")
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)
    first = upd_of(shipment).paper or 0
    for silent in ({}, {"contract_number": "118/А", "taken_by": "Сидоров"}):
        with pytest.raises(Refusal, match=r"billing\.nothing_revised"):
            revise(delivery, shipment, fiona, **silent)
    delivery.at += timedelta(days=2)

    second = revise(delivery, shipment, fiona, consignee="Склад № 2")

    paper, payload = documents.paper(second), documents.payload(second)
    assert (upd_of(shipment).paper, upd_of(shipment).number, upd_of(shipment).revision) == (second, "СФ-1", 1)
    assert (paper.kind, paper.number) == ("vat_invoice_revision", "СФ-1")
    assert paper.title == "Счёт-фактура № СФ-1 от 23 ноября 2026 г., исправление № 1 от 25 ноября 2026 г."
    assert payload["shipped_by"] == said_of(first)["shipped_by"]
    assert (payload["totals"], payload["items"]) == (said_of(first)["totals"], said_of(first)["items"])
    content = FORM.write(payload).content.decode("cp1251")
    assert 'Функция="СЧФ"' in content
    assert '<ИспрДок НомИспр="1" ДатаИспр="25.11.2026"/>' in content
    assert "СвПродПер" not in content
    assert sound(shipment)
    drawn = text_of(archive.draw(second))
    assert "Счет-фактура № СФ-1 от 23 ноября 2026 г." in drawn
    assert "Исправление № 1 от 25.11.2026" in drawn
    assert "Исправление № — от —" in text_of(archive.draw(first))
    with pytest.raises(Refusal, match=r"billing\.nothing_revised"):
        revise(delivery, shipment, fiona, consignee="Склад № 2")
    assert documents.numbering_faults() == []
    assert all_books() == []


def test_an_ukd_after_it_names_the_revision(delivery: Delivery, shipment: int, fiona: int) -> None:
    revise(delivery, shipment, fiona, consignee="Склад")

    payload = said_by_ukd(correct(delivery, shipment, fiona, first=Change(dec(3))))

    assert payload["original"] == {"number": "1", "date": "23.11.2026", "revision": "1", "revised_on": "23.11.2026"}


def test_an_ukd_to_a_vat_invoice_names_the_note_that_handed_the_goods_over(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    complete(firm, delivery.contract, papers="vat")
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)
    revise(delivery, shipment, fiona, consignee="Склад")

    payload = said_by_ukd(correct(delivery, shipment, fiona, first=Change(dec(3), back=dec(1))))

    note, [row] = shipments.shipment(shipment).delivery_note_number, papers.corrections(shipment)
    assert (payload["original"]["number"], payload["original"]["revision"]) == ("СФ-1", "1")
    file = UKD_FORM.write(payload)
    assert UKD_FORM.faults(file) == []
    handed_over = f'DocumentName="Расходная накладная" DocumentNumber="{note}" DocumentDate="23.11.2026"'
    assert f"<TransferDocument {handed_over}/>" in file.content.decode("cp1251")
    drawn = text_of(archive.draw(row.paper or 0))
    assert f"Расходная накладная № {note} от 23.11.2026" in drawn
    assert "Универсальный передаточный документ" not in drawn
    assert all_books() == []


def test_only_some_desks_may(delivery: Delivery, firm: Firm, shipment: int) -> None:
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        revise(delivery, shipment, firm.person("mark", "manager"), consignee="Склад")
