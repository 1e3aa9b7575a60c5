"""The papers that go with a shipment: which they are, and the delivery note, out of what the rooms below know."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import CompanyRow, ContractRow, SellerRow
from optom.domain.companies.rules import UPD, side_file
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Item, Language, Party

from .papers import (
    DELIVERY_NOTE_TEMPLATE,
    DeliveryNoteFacts,
    delivery_note_goods,
    delivery_note_payload,
    delivery_note_title,
    shipment_title,
)
from .queries import LineRow, ShipmentRow, lines
from .rules import DispatchedLine, authority_text, papers_due, price_with_vat, weight_of

KIND = "delivery_note"


@dataclass(frozen=True, slots=True)
class Accompanied:
    """Which papers go with a shipment, the note if it is among them, and by what the ledger calls the shipment."""

    papers: str
    note: int | None
    title: str


def accompany(
    *,
    shipment: ShipmentRow,
    contract: ContractRow,
    dispatched: Mapping[int, DispatchedLine],
    released_by: str,
    language: Language,
    at: datetime,
) -> Accompanied:
    """The delivery note where the seller's shipments have one; an UPD follows when the goods have left (ADR 0033)."""
    seller, buyer = companies.seller_requisites(contract.seller), companies.company_requisites(contract.company)
    papers = papers_due(seller.papers, buyer.kind)
    if papers == UPD:
        return Accompanied(papers, None, shipment_title(shipment.id, business_day(at), buyer.language(language)))
    note, title = _issue_delivery_note(
        shipment=shipment,
        contract=contract,
        seller=seller,
        buyer=buyer,
        dispatched=dispatched,
        released_by=released_by,
        language=buyer.language(language),
        at=at,
    )
    return Accompanied(papers, note, title)


def _issue_delivery_note(
    *,
    shipment: ShipmentRow,
    contract: ContractRow,
    seller: SellerRow,
    buyer: CompanyRow,
    dispatched: Mapping[int, DispatchedLine],
    released_by: str,
    language: Language,
    at: datetime,
) -> tuple[int, str]:
    """Number and archive the note of what left; its id and title. Whoever asks for it first has it drawn."""
    day = business_day(at)
    left = [line for line in lines(shipment.id) if dispatched[line.line].quantity]
    facts = DeliveryNoteFacts(
        number="",
        shipped_on=day,
        seller=companies.party(seller),
        buyer=companies.party(buyer),
        warehouse=shipment.warehouse_name,
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        items=[_item(line, dispatched[line.line]) for line in left],
        order_numbers=[str(order) for order in sorted({line.order for line in left})],
        consignee=_consignee(shipment),
        address=shipment.address_text or "",
        authority=authority_text(shipment.authority, language),
        released_by=released_by,
        weight_kg=weight_of((line.weight, dispatched[line.line].quantity) for line in left),
        currency=contract.currency,
        language=language,
        shipment=shipment.id,
        sides=(side_file(seller), side_file(buyer)),
        order_lines=[(str(line.order), str(line.position)) for line in left],
    )
    goods = delivery_note_goods(facts)
    serial = documents.next_number(owner=contract.seller, kind=KIND, year=day.year)
    title = delivery_note_title(str(serial), day, language)
    paper = documents.issue(
        kind=KIND,
        owner=contract.seller,
        year=day.year,
        serial=serial,
        number=str(serial),
        title=title,
        template=DELIVERY_NOTE_TEMPLATE,
        payload=delivery_note_payload(replace(facts, number=str(serial)), goods),
        at=at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"shipping.shipment:{shipment.id}",
    )
    return paper, title


def _consignee(shipment: ShipmentRow) -> Party | None:
    return Party(shipment.consignee, inn="") if shipment.consignee else None


def _item(line: LineRow, left: DispatchedLine) -> Item:
    return Item(
        name=line.name,
        article=line.article,
        unit=line.unit,
        okei=line.okei,
        quantity=left.quantity,
        price=price_with_vat(line.price, ordered=line.ordered, total=line.ordered_sum),
        rate=left.rate,
        sum=left.sum,
        vat=left.vat,
    )
