"""How shipments are told to buyers and to the warehouse: who takes them, when they are wished, where they are."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from optom.domain.shipping.queries import ShipmentRow
from optom.domain.shipping.rules import PASSPORT, Authority, Wished

from . import formats
from .input import day, hour, in_field
from .words import choices, named

TONES = {"on_way": "warn", "delivered": "warn", "accepted": "good", "disputed": "bad", "cancelled": "dim"}


def tone_of(shipment: ShipmentRow) -> str:
    """How its stage is painted."""
    return TONES.get(shipment.stage, "warn")


def taker_of(shipment: ShipmentRow) -> str:
    """Зайцев П. И., доверенность № 14 до 30.11.2026; nothing where nobody is named."""
    authority = shipment.authority
    if authority is None:
        return ""
    document = [named("authority_kind", authority.kind) if authority.kind else ""]
    if authority.number:
        document.append(_("No. %(number)s") % {"number": authority.number})
    if authority.until:
        document.append(_("until %(moment)s") % {"moment": formats.day(authority.until)})
    return ", ".join(filter(None, [authority.who, " ".join(filter(None, document))]))


def wished_of(shipment: ShipmentRow) -> str:
    """28.11.2026, 10:00–14:00; nothing where nothing is wished."""
    if shipment.wished_on is None:
        return ""
    window = window_of(shipment.wished_from, shipment.wished_until)
    return ", ".join(filter(None, [formats.day(shipment.wished_on), window]))


def window_of(since: time | None, until: time | None) -> str:
    """10:00–14:00, from 10:00, to 14:00."""
    if since and until:
        return f"{since:%H:%M}–{until:%H:%M}"
    if since:
        return _("from %(hour)s") % {"hour": f"{since:%H:%M}"}
    return _("to %(hour)s") % {"hour": f"{until:%H:%M}"} if until else ""


def is_authority_over(shipment: ShipmentRow, today: date) -> bool:
    """Whether the document of whoever comes for the goods no longer holds."""
    return shipment.authority_until is not None and shipment.authority_until < today


def read_wish(given: Any) -> Wished:
    """The wished day and hours of a form; what is empty is not wished."""

    def read(name: str, how: Any) -> Any:
        return in_field(name, how, given.get(name, "")) if given.get(name, "").strip() else None

    return Wished(read("wished_on", day), read("wished_from", hour), read("wished_until", hour))


def read_authority(given: Any) -> Authority | None:
    """Who takes the goods as a form says it; nobody is named where who, number and end are all empty."""
    who, number, until = (given.get(name, "").strip() for name in ("who", "authority_number", "authority_until"))
    if not (who or number or until):
        return None
    kind = given.get("authority_kind", "")
    ends = in_field("authority_until", day, until) if until and kind != PASSPORT else None
    return Authority(who, kind, number, ends)


def kinds_of_authority() -> dict[str, Any]:
    """For forms."""
    return dict(choices("authority_kind"))
