"""The text of a picking list: what to take from the shelves, with room to tick and to write."""

from collections.abc import Sequence
from typing import TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.russian_dates import in_digits
from optom.domain.documents.rules import Language

from .papers import printed_weight
from .queries import LineRow, ShipmentRow
from .rules import authority_text, weight_of

PICKING_LIST_TEMPLATE = "shipping/picking_list.v1"


class PickText(TypedDict):
    position: str
    article: str
    name: str
    order: str
    quantity: str
    unit: str


class PickingListPayload(TypedDict):
    """All text is ready to print; an empty one is left out with its label."""

    language: Language
    shipment: str
    warehouse: str
    client: str
    place: str
    wished: str
    taker: str
    weight: str
    lines: list[PickText]


def picking_list_payload(shipment: ShipmentRow, asked: Sequence[LineRow], language: Language) -> PickingListPayload:
    """What the template prints."""
    pick_up = "самовывоз" if language == "ru" else "pick-up"
    return PickingListPayload(
        language=language,
        shipment=str(shipment.id),
        warehouse=shipment.warehouse_name,
        client=shipment.company_name,
        place=shipment.address_text or pick_up,
        wished=_wished(shipment),
        taker=authority_text(shipment.authority, language),
        weight=printed_weight(weight_of((line.weight, line.quantity) for line in asked), language),
        lines=[_pick(position, line, language) for position, line in enumerate(asked, start=1)],
    )


def _pick(position: int, line: LineRow, language: Language) -> PickText:
    return PickText(
        position=str(position),
        article=line.article,
        name=", ".join(filter(None, (line.name, line.brand))),
        order=f"{line.order}/{line.position}",
        quantity=printed_quantity(line.quantity, language),
        unit=line.unit,
    )


def _wished(shipment: ShipmentRow) -> str:
    if shipment.wished_on is None:
        return ""
    hours = [f"{hour:%H:%M}" for hour in (shipment.wished_from, shipment.wished_until) if hour]
    return " ".join((in_digits(shipment.wished_on), "–".join(hours))).strip()
