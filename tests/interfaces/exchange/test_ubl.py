"""An invoice and a delivery note as UBL 2.1: sound by its schemas, saying what the paper says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.companies.rules import FOREIGN, Requisites, side_file
from optom.domain.documents.rules import Party
from optom.domain.shipping.papers import DeliveryNoteFacts, DeliveryNotePayload, delivery_note_payload
from optom.interfaces.exchange import ubl
from optom.interfaces.kit.paper_files import Shape
from optom.interfaces.kit.xml_papers import XmlFile
from tests.domain.documents.samples import AT, BUYER, SELLER, TODAY
from tests.interfaces.exchange.invoice.issued import issued
from tests.interfaces.exchange.upd import transfers

ABROAD = Requisites(name="Lager GmbH", inn="", kind=FOREIGN, ogrn="HRB 12345", legal_address="Hauptstr. 1, Berlin")
SIDES = (side_file(transfers.SELLER), side_file(ABROAD))


def note(**changes: Any) -> DeliveryNotePayload:
    said: dict[str, Any] = {
        "number": "77",
        "shipped_on": TODAY,
        "seller": SELLER,
        "buyer": BUYER,
        "warehouse": "Main",
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "items": [transfers.goods(), transfers.goods(name="Смазка <Литол> & \x01", quantity="7.5")],
        "order_numbers": ["4512", "4530"],
        "order_lines": [("4512", "1"), ("4530", "3")],
        "consignee": Party("Lager GmbH", inn=""),
        "address": "Hafen 3, Hamburg",
        "weight_kg": Decimal("118.500"),
        "shipment": 15,
        "sides": SIDES,
        "language": "en",
    }
    return delivery_note_payload(DeliveryNoteFacts(**said | changes))


def file_of(shape: Shape, payload: Any) -> etree._Element:
    """The file, which is sound and the same each time."""
    file = shape.make(payload, AT)
    assert shape.faults(file) == []
    assert file == shape.make(payload, AT)
    return etree.fromstring(file.content)


def said(file: etree._Element, *path: str) -> list[str]:
    """The texts at a path of names, whatever their space."""
    way = "/".join(f"*[local-name()='{name}']" for name in path)
    return [str(one) for one in file.xpath(f"{way}/text()")]  # type: ignore[union-attr]


def said_of(file: etree._Element, attribute: str) -> set[str]:
    return {str(one) for one in file.xpath(f"//@{attribute}")}  # type: ignore[union-attr]


def test_an_invoice_tells_a_buyer_abroad_what_to_pay_and_where() -> None:
    items = [transfers.goods(), transfers.goods(rate=VatRate(Decimal(0))), transfers.goods(rate=WITHOUT_VAT)]
    file = file_of(ubl.INVOICE, issued(sides=SIDES, language="en", currency="EUR", items=items))

    assert said(file, "ID") == ["118"]
    assert said(file, "DueDate") == ["2026-11-28"]
    assert said(file, "AccountingCustomerParty", "Party", "PartyLegalEntity", "CompanyID") == ["HRB 12345"]
    assert said(file, "AccountingSupplierParty", "Party", "PartyTaxScheme", "CompanyID") == ["7700000016"]
    assert said(file, "PaymentMeans", "PayeeFinancialAccount", "ID") == ["40702810200000000001"]
    assert said(file, "LegalMonetaryTotal", "PayableAmount") == ["3660.00"]
    assert said(file, "TaxTotal", "TaxSubtotal", "TaxCategory", "ID") == ["S", "Z", "E"]
    net = [Decimal(one) for one in said(file, "InvoiceLine", "LineExtensionAmount")]
    assert sum(net) == Decimal(said(file, "LegalMonetaryTotal", "TaxExclusiveAmount")[0])
    assert said_of(file, "currencyID") == {"EUR"}
    assert said_of(file, "unitCode") == {"H87"}


def test_a_delivery_note_tells_what_has_left_by_which_lines_of_which_orders() -> None:
    file = file_of(ubl.DESPATCH, note())

    assert said(file, "OrderReference", "ID") == ["4512", "4530"]
    assert said(file, "DespatchLine", "OrderLineReference", "LineID") == ["1", "3"]
    assert said(file, "DespatchLine", "DeliveredQuantity") == ["10", "7.5"]
    assert said(file, "DespatchLine", "Item", "Name")[1] == "Смазка <Литол> &  ", "what XML has no place for is a space"
    assert said(file, "Shipment", "Delivery", "DeliveryAddress", "AddressLine", "Line") == [
        "Lager GmbH, Hafen 3, Hamburg"
    ]
    assert said(file, "Shipment", "GrossWeightMeasure") == ["118.5"]
    assert said(file_of(ubl.DESPATCH, note(address="", consignee=None, weight_kg=None)), "Shipment", "ID") == ["15"]


def test_what_is_in_english_goes_into_zips_and_a_broken_file_is_caught() -> None:
    assert ubl.INVOICE.is_zipped(issued(language="en"))
    assert not ubl.INVOICE.is_zipped(issued())
    assert not ubl.DESPATCH.fits(note(sides=None)), "a note from before there were files"

    sound = ubl.INVOICE.make(issued(), AT)
    broken = XmlFile(sound.name, sound.content.replace(b"2026-11-23", b"23.11.2026"))
    assert any("IssueDate" in fault for fault in ubl.INVOICE.faults(broken))
    unlike = replace(broken, content=b"<Invoice/>")
    assert ubl.INVOICE.faults(unlike)
