"""Shipments: which there are, one of them, and the request for a new one with its verdict."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.domain.shipping import actions
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import in_field, key_of, new_key, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.words import choices, named, worded

from .context import Desk
from .frame import headroom_of, page, sheet_page


def _place(row: shipping.ShipmentRow) -> str:
    return row.address_name or _("pick-up")


_COLUMNS = [
    Column("id", gettext_lazy("Shipment"), Kind.INTEGER, width=84, link="{key}/", is_frozen=True, tone="strong",
           on_phone=True),
    Column("requested_at", gettext_lazy("Requested"), Kind.MOMENT, width=124),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=110, choices=choices("shipment_state"), on_phone=True),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=110),
    Column("address_name", gettext_lazy("Where to"), width=200, value=_place, grows=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=64),
    Column("sum", gettext_lazy("Sum with VAT"), Kind.MONEY, width=110, on_phone=True),
    Column("dispatched_at", gettext_lazy("Dispatched"), Kind.MOMENT, width=124),
    Column("shipped_sum", gettext_lazy("Left for"), Kind.MONEY, width=110, zero="—"),
    Column("delivery_note_number", gettext_lazy("Delivery note"), width=120),
]  # fmt: skip


def _cancel(desk: Desk, picked: Picked) -> Done:
    for key in picked.keys:
        actions.cancel(shipment=_own(desk, whole(key)).id, actor=desk.actor, at=desk.at)
    count = len(picked.keys)
    return Done(ngettext("%(count)s shipment taken back", "%(count)s shipments taken back", count) % {"count": count})


def _panel(desk: Desk, key: str) -> Panel | None:
    """What was asked and what has left, line by line."""
    found = shipping.shipments(contract=desk.contract.id).one(whole(key))
    if found is None:
        return None
    facts = {
        "shipment": found,
        "state": named("shipment_state", found.state),
        "place": _place(found),
        "lines": shipping.lines(found.id),
    }
    return Panel(_("Shipment %(id)s") % {"id": found.id}, "portal/panels/shipment.html", facts)


SHEET: Sheet[Desk] = Sheet(
    name="shipments",
    title=gettext_lazy("Shipments"),
    columns=_COLUMNS,
    listed=lambda desk: shipping.shipments(contract=desk.contract.id),
    empty=gettext_lazy("No shipment is requested yet: pick held lines in the reserves."),
    facets=[Facet("state", gettext_lazy("State"), options=choices("shipment_state"))],
    tones=lambda row: {"state": {"dispatched": "good", "cancelled": "dim"}.get(row.state, "warn")},
    panel=_panel,
    acts=[
        Act("cancel", gettext_lazy("Take back"), _cancel, may=rules.may_ship, is_dangerous=True,
            confirm=gettext_lazy("Take {count} request(s) back? The goods stay held for the order.")),
    ],
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All shipments of the contract."""
    return sheet_page(desk, SHEET, "shipments")


def _own(desk: Desk, shipment: int) -> shipping.ShipmentRow:
    found = shipping.shipment(shipment)
    if found.contract != desk.contract.id:
        raise Http404
    return found


def show(desk: Desk) -> HttpResponse:
    """One shipment: what was asked, what has left, its paper."""
    found = _own(desk, desk.given["shipment"])
    return page(
        desk,
        "portal/shipment.html",
        "shipments",
        title=_("Shipment %(id)s") % {"id": found.id},
        shipment=found,
        state=named("shipment_state", found.state),
        place=_place(found),
        lines=shipping.lines(found.id),
        may_cancel=found.state == shipping.REQUESTED and rules.may_ship(desk.rights),
    )


def cancel(desk: Desk) -> HttpResponse:
    """Take the request back; the goods stay held."""
    if desk.request.method != "POST":
        raise Http404
    found = _own(desk, desk.given["shipment"])
    actions.cancel(shipment=found.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=found.id))


@dataclass(frozen=True, slots=True)
class Wish:
    """A line of the request as the form shows it."""

    known: leaving.OrderedLine
    quantity: Decimal
    typed: str

    @property
    def line(self) -> int:
        """The order line."""
        return self.known.line

    @property
    def ready(self) -> Decimal:
        """What could leave now."""
        return leaving.ready_of(self.known)

    @property
    def sum(self) -> Decimal:
        """What the wanted part of it costs."""
        return leaving.cost_of(self.known, min(self.quantity, self.ready))

    @property
    def places(self) -> str:
        """Where its goods stand."""
        return ", ".join(shelf.name for shelf in self.known.shelves if shelf.free)


@dataclass(frozen=True, slots=True)
class Leaving:
    """One of the shipments that the request would make."""

    warehouse: str
    lines: int
    sum: Decimal


# In which order wishes are taken into a limit that is too small for all.
_FITS: dict[str, Callable[[Wish], Any]] = {
    "date": lambda wish: (wish.known.placed_at, wish.line),
    "value": lambda wish: (-wish.sum, wish.line),
    "listed": lambda _wish: 0,
}


def ask(desk: Desk) -> HttpResponse:
    """The request for a shipment: quantities, address, and the verdict on them; POST asks for it."""
    given = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    wishes = _wishes(desk, given)
    address = _address(given)
    wanted = [(wish.line, wish.quantity) for wish in wishes if wish.quantity]
    if desk.request.method == "POST" and given.get("fit") in _FITS:
        desk.require("money")  # how much fits tells how far the limit reaches
        return done(desk.request, _again(desk, _fitted(desk, wishes, given["fit"]), given))
    if "recount" in given and desk.request.method == "POST":
        return done(desk.request, _again(desk, wishes, given))
    if desk.request.method == "POST":
        return _request(desk, wanted, address, given.get("authority", "").strip())
    verdict = actions.preview(contract=desk.contract.id, lines=wanted, address=address, actor=desk.actor, at=desk.at)
    return page(
        desk,
        "portal/ask_shipment.html",
        "shipments",
        title=_("Request a shipment"),
        wishes=wishes,
        lines=given.get("lines", ""),
        address=address,
        addresses=companies.addresses(desk.contract.company),
        authority=given.get("authority", ""),
        verdict=verdict,
        leaving=_leaving(verdict, wishes),
        may_fit=desk.may("money") and verdict.headroom.headroom > 0 and verdict.sum > verdict.headroom.headroom,
        refusals=[one for reason in verdict.reasons for one in worded(reason)],
        status=[headroom_of(desk)],
        key=new_key(),
    )


def _leaving(verdict: shipping.Verdict, wishes: Sequence[Wish]) -> list[Leaving]:
    """Every warehouse ships its own part."""
    names = {shelf.warehouse: shelf.name for wish in wishes for shelf in wish.known.shelves}
    parts: dict[int, list[leaving.Part]] = defaultdict(list)
    for part in verdict.parts:
        parts[part.warehouse].append(part)
    return [
        Leaving(names.get(warehouse, ""), len(own), sum((part.sum for part in own), Decimal(0)))
        for warehouse, own in parts.items()
    ]


def _fitted(desk: Desk, wishes: Sequence[Wish], way: str) -> list[Wish]:
    """The same wishes, cut to what the limit leaves room for."""
    room = credit.headroom(desk.contract.id, desk.at).headroom
    ordered = sorted(wishes, key=_FITS[way])
    fits = leaving.within([(wish.known, wish.ready) for wish in ordered], room)
    return [replace(wish, quantity=fits[wish.line], typed="") for wish in wishes]


def _again(desk: Desk, wishes: Sequence[Wish], given: QueryDict) -> str:
    """The address of this form with what was typed."""
    typed = {f"q{wish.line}": format(wish.quantity, "f") for wish in wishes}
    kept = {name: given.get(name, "") for name in ("lines", "address", "authority")}
    return f"{desk.url('ask-shipment')}?{urlencode({**kept, **typed})}"


def _request(desk: Desk, wanted: list[tuple[int, Decimal]], address: int | None, authority: str) -> HttpResponse:
    made = actions.request(
        contract=desk.contract.id,
        lines=wanted,
        address=address,
        authority=authority,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )
    where = desk.url("shipment", shipment=made[0]) if len(made) == 1 else desk.url("shipments")
    return done(desk.request, where)


def _wishes(desk: Desk, given: QueryDict) -> list[Wish]:
    """What is wanted of every line: what was typed, or all that stands ready."""
    lines = [whole(key) for key in given.get("lines", "").split(",") if key]
    known = shipping.ordered_lines(desk.contract.id, lines)
    return [_wish(known[line], given) for line in dict.fromkeys(lines) if line in known]


def _wish(line: leaving.OrderedLine, given: Mapping[str, str]) -> Wish:
    typed = given.get(f"q{line.line}")
    quantity = leaving.ready_of(line) if typed is None else _typed(line.line, typed)
    return Wish(line, quantity, typed or "")


def _typed(line: int, text: str) -> Decimal:
    return in_field(f"q{line}", number, text) if text.strip() else Decimal(0)


def _address(given: Mapping[str, str]) -> int | None:
    return whole(given["address"]) if given.get("address") else None
