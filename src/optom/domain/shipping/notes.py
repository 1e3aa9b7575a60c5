"""The papers that go with a shipment: which they are, and the delivery note, out of what the rooms below know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import CompanyRow, ContractRow, SellerRow
from optom.domain.companies.rules import UPD, side_file
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import GoodsText, Item, Language, Party
from optom.domain.stock import queries as stock

from .papers import (
    DELIVERY_NOTE_TEMPLATE,
    DeliveryNoteFacts,
    delivery_note_goods,
    delivery_note_payload,
    delivery_note_title,
    shipment_title,
)
from .queries import LineRow, ShipmentRow, lines
from .rules import DispatchedLine, authority_text, papers_due, weight_of

KIND = "delivery_note"


@dataclass(frozen=True, slots=True)
class Accompanied:
    """Which papers go with a shipment, and by what the ledger calls it; the note is numbered, and written later."""

    papers: str
    title: str
    note: "_Numbered | None" = None


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A delivery note with its number: all that it says but where the goods come from."""

    facts: DeliveryNoteFacts
    goods: GoodsText
    lines: Sequence[LineRow]
    dispatched: Mapping[int, DispatchedLine]
    contract: ContractRow
    shipment: int
    title: str


def accompany(
    *,
    shipment: ShipmentRow,
    contract: ContractRow,
    dispatched: Mapping[int, DispatchedLine],
    has_marked: bool,
    released_by: str,
    language: Language,
    at: datetime,
) -> Accompanied:
    """The delivery note where the seller's shipments have one; an UPD follows when the goods have left (ADR 0033).

    Numbered before the goods are taken, because of the order of locks; `write_note` when batches are known.
    """
    seller, buyer = companies.seller_requisites(contract.seller), companies.company_requisites(contract.company)
    papers = papers_due(seller.papers, buyer.kind, regime=seller.vat, has_marked=has_marked)
    if papers == UPD:
        return Accompanied(papers, shipment_title(shipment.id, business_day(at), buyer.language(language)))
    numbered = _numbered(
        shipment=shipment,
        contract=contract,
        seller=seller,
        buyer=buyer,
        dispatched=dispatched,
        released_by=released_by,
        language=buyer.language(language),
        at=at,
    )
    return Accompanied(papers, numbered.title, numbered)


def _numbered(
    *,
    shipment: ShipmentRow,
    contract: ContractRow,
    seller: SellerRow,
    buyer: CompanyRow,
    dispatched: Mapping[int, DispatchedLine],
    released_by: str,
    language: Language,
    at: datetime,
) -> _Numbered:
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
        items=[item for line in left for item in _items(line, dispatched[line.line], [])],
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
    return _Numbered(replace(facts, number=str(serial)), goods, left, dispatched, contract, shipment.id, title)


def write_note(
    accompanied: Accompanied, *, batches: Mapping[int, Sequence[stock.TakenBatch]], at: datetime
) -> int | None:
    """Archive the note of what left, by the batches of each line. Whoever asks for it first has it drawn."""
    note = accompanied.note
    if note is None:
        return None
    facts, goods = note.facts, note.goods
    if batches:  # mostly there are none, and the words are known already
        parts = [
            (item, (str(one.order), str(one.position)))
            for one in note.lines
            for item in _items(one, note.dispatched[one.line], batches.get(one.line, []))
        ]
        facts = replace(facts, items=[item for item, _ in parts], order_lines=[order for _, order in parts])
        goods = delivery_note_goods(facts)
    return documents.issue(
        kind=KIND,
        owner=note.contract.seller,
        year=facts.shipped_on.year,
        serial=int(facts.number),
        number=facts.number,
        title=note.title,
        template=DELIVERY_NOTE_TEMPLATE,
        payload=delivery_note_payload(facts, goods),
        at=at,
        company_id=note.contract.company,
        contract_id=note.contract.id,
        subject=f"shipping.shipment:{note.shipment}",
    )


def _consignee(shipment: ShipmentRow) -> Party | None:
    return Party(shipment.consignee, inn="") if shipment.consignee else None


def _items(line: LineRow, left: DispatchedLine, batches: Sequence[stock.TakenBatch]) -> list[Item]:
    return line.items(batches, quantity=left.quantity, total=left.sum, vat=left.vat, rate=left.rate)
