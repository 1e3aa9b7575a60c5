"""The text of a delivery note (расходная накладная), from plain facts. Drawn by ``printouts/delivery_note.v1.typ``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.russian_dates import numbered
from optom.domain.documents.rules import (
    GoodsText,
    Item,
    Language,
    LineFile,
    Party,
    PartyText,
    SideFile,
    basis_text,
    goods_text,
    line_file,
    party_text,
    plain,
)

DELIVERY_NOTE_TEMPLATE = "shipping/delivery_note.v1"


@dataclass(frozen=True, slots=True)
class DeliveryNoteFacts:
    """What left the warehouse. ``items`` hold shipped quantities; ``address`` is empty when the buyer picks up.

    ``sides`` are seller and buyer as files tell them, ``order_lines`` the order and the place in it of each item;
    without them the paper has no files.
    """

    number: str
    shipped_on: date
    seller: Party
    buyer: Party
    warehouse: str
    contract_number: str
    contract_signed_on: date
    items: Sequence[Item]
    order_numbers: Sequence[str] = ()
    consignee: Party | None = None
    address: str = ""
    authority: str = ""  # who may take the goods: "№ 15 от 23.11.2026, Иванов И. И."
    received_by: str = ""
    released_by: str = ""
    released_by_post: str = ""
    weight_kg: Decimal | None = None
    note: str = ""
    currency: str = "RUB"
    language: Language = "ru"
    shipment: int = 0
    sides: tuple[SideFile, SideFile] | None = None
    order_lines: Sequence[tuple[str, str]] = ()


class DespatchedFile(LineFile):
    """A line that left, by which order and which line of it."""

    order: str
    order_line: str


class DeliveryNoteFile(TypedDict):
    """What the files of a delivery note are made of; days are of ISO 8601, numbers have a point."""

    number: str
    date: str
    currency: str
    shipment: str
    seller: SideFile
    buyer: SideFile
    consignee: str  # who takes the goods, and where; empty at a pick-up
    orders: list[str]
    weight_kg: str
    lines: list[DespatchedFile]


class DeliveryNotePayload(TypedDict):
    """All text is ready to print; an empty one is left out with its label."""

    language: Language
    heading: str  # "Расходная накладная № 77 от 23 ноября 2026 г."
    seller: PartyText
    buyer: PartyText
    consignee: PartyText
    address: str
    warehouse: str
    basis: str
    authority: str
    note: str
    goods: GoodsText
    weight: str  # "118,5 кг"
    released_by: str
    released_by_post: str
    received_by: str
    facts: NotRequired[DeliveryNoteFile]  # not of a note from before there were files


def delivery_note_goods(facts: DeliveryNoteFacts) -> GoodsText:
    """The table of goods, which does not depend on the number and takes long for thousands of lines."""
    return goods_text(facts.items, currency=facts.currency, language=facts.language)


def delivery_note_payload(facts: DeliveryNoteFacts, goods: GoodsText | None = None) -> DeliveryNotePayload:
    """What the template prints and the archive keeps. Without a consignee of its own the buyer is it.

    ``goods`` are those of `delivery_note_goods`, if known already.
    """
    language = facts.language
    payload = DeliveryNotePayload(
        language=language,
        heading=delivery_note_title(facts.number, facts.shipped_on, language),
        seller=party_text(facts.seller, language),
        buyer=party_text(facts.buyer, language),
        consignee=party_text(facts.consignee or facts.buyer, language),
        address=facts.address or ("Самовывоз" if language == "ru" else "Pick-up"),
        warehouse=facts.warehouse,
        basis=basis_text(facts.contract_number, facts.contract_signed_on, facts.order_numbers, language),
        authority=facts.authority,
        note=facts.note,
        goods=goods or delivery_note_goods(facts),
        weight=printed_weight(facts.weight_kg, language),
        released_by=facts.released_by,
        released_by_post=facts.released_by_post,
        received_by=facts.received_by,
    )
    if facts.sides:
        payload["facts"] = _file(facts, *facts.sides)
    return payload


def _file(facts: DeliveryNoteFacts, seller: SideFile, buyer: SideFile) -> DeliveryNoteFile:
    who = facts.consignee.name if facts.consignee else ""
    return DeliveryNoteFile(
        number=facts.number,
        date=facts.shipped_on.isoformat(),
        currency=facts.currency,
        shipment=str(facts.shipment),
        seller=seller,
        buyer=buyer,
        consignee=", ".join(filter(None, (who, facts.address))) if facts.address else "",
        orders=list(facts.order_numbers),
        weight_kg=plain(facts.weight_kg) if facts.weight_kg else "",
        lines=[
            DespatchedFile(**line_file(item), order=order, order_line=place)
            for item, (order, place) in zip(facts.items, facts.order_lines, strict=True)
        ],
    )


def delivery_note_title(number: str, shipped_on: date, language: Language = "ru") -> str:
    """How lists and the paper itself call it."""
    name = "Расходная накладная" if language == "ru" else "Delivery note"
    return f"{name} {numbered(number, shipped_on, language)}"


def shipment_title(shipment: int, shipped_on: date, language: Language = "ru") -> str:
    """How the ledger calls a shipment that has no note."""
    name = "Отгрузка" if language == "ru" else "Shipment"
    return f"{name} {numbered(str(shipment), shipped_on, language)}"


def printed_weight(kilograms: Decimal | None, language: Language) -> str:
    """118,5 кг; nothing where nobody knows."""
    if not kilograms:
        return ""
    return f"{printed_quantity(kilograms, language)}\N{NO-BREAK SPACE}{'кг' if language == 'ru' else 'kg'}"
