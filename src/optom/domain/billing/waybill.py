"""The text of a transport waybill (транспортная накладная), out of what an UPD is made of and who carries the goods.

The form is annex 4 to the rules of carriage by road (decree 2200 of 21.12.2020), drawn after blanks that are in use:
the text of the decree was not at hand [K]. Drawn by ``printouts/waybill.v1.typ``; what is not known is left to the pen.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.russian_dates import in_digits, numbered
from optom.domain.billing.upd import UpdFacts
from optom.domain.companies.rules import Requisites
from optom.domain.documents.rules import Item
from optom.domain.shipping.rules import Carriage, Wished

WAYBILL_TEMPLATE = "billing/waybill.v1"
_NAMED = 6  # kinds of goods that are named one by one


class WaybillPayload(TypedDict):
    """All text is ready to print; an empty one is an empty line of the form."""

    heading: str
    number: str
    date: str
    order: str
    consignor: str
    consignee: str
    address: str
    cargo: str
    places: str
    weight: str
    documents: str
    wishes: str
    carrier: str
    driver: str
    vehicle: str
    plates: str
    loaded_by: str
    loaded_at: str


def waybill_title(number: str, on: date) -> str:
    """How lists and the paper itself call it; it is a Russian form in any language of the screen."""
    return f"Транспортная накладная {numbered(number, on)}"


def waybill_payload(
    facts: UpdFacts, carriage: Carriage, *, warehouse: str, papers: Sequence[str], wished: Wished
) -> WaybillPayload:
    """What the template prints and the archive keeps. ``papers`` are the titles of those that go with the goods."""
    seller, buyer = _side(facts.seller), _side(facts.buyer)
    own = seller if facts.address else buyer  # who picks up carries himself
    carrier = ", ".join(filter(None, (carriage.carrier, _inn(carriage.carrier_inn))))
    return WaybillPayload(
        heading=waybill_title(facts.number, facts.shipped_on),
        number=facts.number,
        date=in_digits(facts.shipped_on),
        order=", ".join(facts.orders),
        consignor=seller,
        consignee=facts.consignee or buyer,
        address=facts.address,
        cargo=_cargo(facts.items),
        places=f"Грузовых мест: {carriage.places}" if carriage.places else "",
        weight=_weight(facts.weight_kg),
        documents="; ".join(papers),
        wishes=_wishes(wished),
        carrier=carrier or own,
        driver=", ".join(filter(None, (carriage.driver, _licence(carriage), _inn(carriage.driver_inn)))),
        vehicle=carriage.vehicle,
        plates=", ".join(filter(None, (carriage.plate, carriage.trailer and f"прицеп {carriage.trailer}"))),
        loaded_by=seller,
        loaded_at=carriage.loaded_at or warehouse,
    )


def _side(side: Requisites) -> str:
    phone = f"тел. {side.phone}" if side.phone else ""
    address = side.legal_address or side.postal_address
    return ", ".join(filter(None, (side.full_name or side.name, _inn(side.inn), address, phone)))


def _inn(number: str) -> str:
    return f"ИНН\N{NO-BREAK SPACE}{number}" if number else ""


def _licence(carriage: Carriage) -> str:
    return f"водительское удостоверение {carriage.driver_licence}" if carriage.driver_licence else ""


def _cargo(items: Sequence[Item]) -> str:
    """The goods by name while they are few; the papers beside name all."""
    names = list(dict.fromkeys(item.name for item in items))
    told = "; ".join(names[:_NAMED])
    return told if len(names) <= _NAMED else f"{told} и другие товары, всего наименований: {len(names)}"


def _weight(kilograms: Decimal | None) -> str:
    return f"{printed_quantity(kilograms)}\N{NO-BREAK SPACE}кг" if kilograms else ""


def _wishes(wished: Wished) -> str:
    """Доставить 28.11.2026 с 10:00 до 14:00."""
    if wished.on is None:
        return ""
    since = f"с {wished.since:%H:%M}" if wished.since else ""
    until = f"до {wished.until:%H:%M}" if wished.until else ""
    return " ".join(filter(None, ("Доставить", in_digits(wished.on), since, until)))
