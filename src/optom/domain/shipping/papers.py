"""The text of a delivery note (расходная накладная), from plain facts. Drawn by ``printouts/delivery_note.v1.typ``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.russian_dates import numbered
from optom.domain.documents.rules import (
    GoodsText,
    Item,
    Language,
    Party,
    PartyText,
    basis_text,
    goods_text,
    party_text,
)

DELIVERY_NOTE_TEMPLATE = "shipping/delivery_note.v1"


@dataclass(frozen=True, slots=True)
class DeliveryNoteFacts:
    """What left the warehouse. ``items`` hold shipped quantities; ``address`` is empty when the buyer picks up."""

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


def delivery_note_goods(facts: DeliveryNoteFacts) -> GoodsText:
    """The table of goods, which does not depend on the number and takes long for thousands of lines."""
    return goods_text(facts.items, currency=facts.currency, language=facts.language)


def delivery_note_payload(facts: DeliveryNoteFacts, goods: GoodsText | None = None) -> DeliveryNotePayload:
    """What the template prints and the archive keeps. Without a consignee of its own the buyer is it.

    ``goods`` are those of `delivery_note_goods`, if known already.
    """
    language = facts.language
    return DeliveryNotePayload(
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
        weight=_weight(facts.weight_kg, language),
        released_by=facts.released_by,
        released_by_post=facts.released_by_post,
        received_by=facts.received_by,
    )


def delivery_note_title(number: str, shipped_on: date, language: Language = "ru") -> str:
    """How lists and the paper itself call it."""
    name = "Расходная накладная" if language == "ru" else "Delivery note"
    return f"{name} {numbered(number, shipped_on, language)}"


def shipment_title(shipment: int, shipped_on: date, language: Language = "ru") -> str:
    """How the ledger calls a shipment that has no note."""
    name = "Отгрузка" if language == "ru" else "Shipment"
    return f"{name} {numbered(str(shipment), shipped_on, language)}"


def _weight(kilograms: Decimal | None, language: Language) -> str:
    if not kilograms:
        return ""
    return f"{printed_quantity(kilograms, language)}\N{NO-BREAK SPACE}{'кг' if language == 'ru' else 'kg'}"
