"""The delivery note of a shipment, put together from what the rooms below know."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.tax import VatRate
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import ContractRow
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Item, Language, Party

from .papers import (
    DELIVERY_NOTE_TEMPLATE,
    DeliveryNoteFacts,
    authority_text,
    delivery_note_goods,
    delivery_note_payload,
    delivery_note_title,
)
from .queries import LineRow, ShipmentRow, lines
from .rules import DispatchedLine, price_with_vat

KIND = "delivery_note"


def issue_delivery_note(
    *,
    shipment: ShipmentRow,
    contract: ContractRow,
    dispatched: Mapping[int, DispatchedLine],
    released_by: str,
    language: Language,
    at: datetime,
) -> tuple[int, str]:
    """Number and archive the note of what left; its id and title. Whoever asks for it first has it drawn."""
    day = business_day(at)
    seller, buyer = companies.seller_requisites(contract.seller), companies.company_requisites(contract.company)
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
        weight_kg=_weight(left, dispatched),
        currency=contract.currency,
        language=language,
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
        quantity=left.quantity,
        price=price_with_vat(line.price, ordered=line.ordered, total=line.ordered_sum),
        rate=VatRate(line.vat_percent),
        sum=left.sum,
        vat=left.vat,
    )


def _weight(left: list[LineRow], dispatched: Mapping[int, DispatchedLine]) -> Decimal | None:
    if any(line.weight is None for line in left):
        return None
    return sum(((line.weight or Decimal(0)) * dispatched[line.line].quantity for line in left), Decimal(0))
