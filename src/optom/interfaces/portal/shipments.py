"""Shipments: which there are, and one of them from the request to what the buyer says of what has come."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.billing import queries as issued
from optom.domain.companies import rules
from optom.domain.shipping import actions
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit import buyer_titles, deliveries, formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.carriages import carriage_told
from optom.interfaces.kit.claim_files import claim_file, sent_files
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.why import Told, why_shipment
from optom.interfaces.kit.words import choices, named

from . import about, goods_papers, seeking
from .consequences import Thing, is_told, on_credit, tell
from .context import Desk
from .frame import page, sheet_page
from .shipment_papers import papers_of
from .why import NOTHING, question, why_due_of


def _place(row: shipping.ShipmentRow) -> str:
    return row.address_name or _("pick-up")


_COLUMNS = [
    Column("id", gettext_lazy("Shipment"), Kind.INTEGER, width=84, link="{key}/", is_frozen=True, tone="strong",
           on_phone=True),
    Column("requested_at", gettext_lazy("Requested"), Kind.MOMENT, width=136, on_phone=True),
    Column("stage", gettext_lazy("State"), Kind.CHOICE, width=170, choices=choices("shipment_stage"), on_phone=True),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=110),
    Column("address_name", gettext_lazy("Where to"), width=200, value=_place, grows=True, on_phone=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=64),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True, has_why=True),
    Column("wished_on", gettext_lazy("Preferred"), Kind.DATE, width=90),
    Column("dispatched_at", gettext_lazy("Dispatched"), Kind.MOMENT, width=136, has_why=True),
    Column("delivered_on", gettext_lazy("Delivered"), Kind.DATE, width=90),
    Column("shipped_sum", gettext_lazy("Amount dispatched"), Kind.MONEY, width=150, zero="—", has_why=True),
    Column("delivery_note_number", gettext_lazy("Delivery note"), width=120),
]  # fmt: skip


def _cancel(desk: Desk, picked: Picked) -> Done:
    found = [_own(desk, whole(key)) for key in picked.keys]
    if not is_told(picked) and all(one.state == shipping.REQUESTED for one in found):
        effects = [_("The goods stay held for the order.")]
        back = sum((one.sum for one in found), Decimal(0))
        return tell(desk, _things(found), [*effects, *on_credit(desk, back)], go=_("Take back"))
    for one in found:
        actions.cancel(shipment=one.id, actor=desk.actor, at=desk.at)
    count = len(found)
    return Done(ngettext("%(count)s shipment taken back", "%(count)s shipments taken back", count) % {"count": count})


def _things(found: Sequence[shipping.ShipmentRow]) -> list[Thing]:
    return [Thing(str(one.id), f"{one.warehouse_name} → {_place(one)}", _lines_of(one), one.sum) for one in found]


def _lines_of(found: shipping.ShipmentRow) -> str:
    return ngettext("%(count)s line", "%(count)s lines", found.lines) % {"count": found.lines}


def _ask(desk: Desk, _: Picked) -> Done:
    """The request for all that stands ready."""
    return Done(location=desk.url("ask-shipment"))


def _why(desk: Desk, key: str, column: str) -> Told:
    """What is asked for or has left, line by line; when what has left is to be paid."""
    found = shipping.shipments(contract=desk.contract.id).one(whole(key))
    if found is None:
        return NOTHING
    return why_shipment(question(desk), found.id) if column == "sum" else why_due_of(desk, found.id)


def _panel(desk: Desk, key: str) -> Panel | None:
    """What was asked and what has left, line by line."""
    found = shipping.shipments(contract=desk.contract.id).one(whole(key))
    if found is None:
        return None
    facts = _told(found) | _contents(desk, found)
    return Panel(_("Shipment %(id)s") % {"id": found.id}, "portal/panels/shipment.html", facts)


SHEET: Sheet[Desk] = Sheet(
    name="shipments",
    title=gettext_lazy("Shipments"),
    columns=_COLUMNS,
    listed=lambda desk: shipping.shipments(contract=desk.contract.id),
    empty=gettext_lazy("No shipment is requested yet."),
    facets=[Facet("stage", gettext_lazy("State"), options=choices("shipment_stage"))],
    tones=lambda row: {"stage": deliveries.tone_of(row)},
    why=_why,
    panel=_panel,
    acts=[
        Act("ask", gettext_lazy("Request a shipment…"), _ask, may=rules.may_ship, is_always_on=True),
        Act("cancel", gettext_lazy("Take back"), _cancel, may=rules.may_ship, is_dangerous=True),
    ],
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All shipments of the contract."""
    return sheet_page(desk, SHEET, "shipments")


def shipment_of(desk: Desk) -> shipping.ShipmentRow:
    """The shipment of the address; 404 for another contract's."""
    return _own(desk, desk.given["shipment"])


def _own(desk: Desk, shipment: int) -> shipping.ShipmentRow:
    found = shipping.shipment(shipment)
    if found.contract != desk.contract.id:
        raise Http404
    return found


def _told(found: shipping.ShipmentRow) -> dict[str, Any]:
    """What a page and a panel say of a shipment."""
    return {
        "shipment": found,
        "stage": named("shipment_stage", found.stage),
        "tone": deliveries.tone_of(found),
        "place": _place(found),
        "taker": deliveries.taker_of(found),
        "wished": deliveries.wished_of(found),
        "carried": _carried(found),
        "upd": next(iter(issued.upds([found.id])), None),
    }


def _carried(found: shipping.ShipmentRow) -> str:
    """Who comes with the goods, once they are on their way."""
    told = shipping.carriage_of(found.id) if found.dispatched_at else None
    return carriage_told(told.carriage) if told else ""


def _contents(desk: Desk, found: shipping.ShipmentRow) -> dict[str, Any]:
    """Its lines, and the papers that hold for their goods."""
    lines = shipping.lines(found.id)
    products = [line.product for line in lines]
    offered = goods_papers.offered(desk, "shipment-certificates", products, shipment=found.id)
    return {"lines": lines, "certificates": offered}


def show(desk: Desk) -> HttpResponse:
    """One shipment: what was asked, what has left, its paper, what the buyer says of it."""
    found = shipment_of(desk)
    may_ship = rules.may_ship(desk.rights)
    is_open = found.state in shipping.OPEN
    may_accept = found.state == shipping.DISPATCHED and found.accepted_at is None and may_ship
    contents = _contents(desk, found)
    return page(
        desk,
        "portal/shipment.html",
        "shipments",
        title=_("Shipment %(id)s") % {"id": found.id},
        **_told(found),
        **contents,
        discrepancies=[(one, named("discrepancy", one.kind)) for one in issued.claimed(found.id)],
        corrections=issued.corrections(found.id),
        titles=[(one, named("outcome", one.outcome)) for one in issued.titles(found.id)],
        is_uncounted=issued.is_uncounted(found.id),
        may_bring_title=found.state == shipping.DISPATCHED and may_ship and desk.may("papers"),
        may_cancel=found.state == shipping.REQUESTED and may_ship,
        taking_back=" ".join([_taking_back(desk, found), *on_credit(desk, found.sum)]),
        may_name_taker=is_open and found.address is None and may_ship,
        may_accept=may_accept,
        files=shipping.claim_files(found.id),
        may_attach=found.discrepancies > 0 and may_ship,
        tells_asked=not may_accept or any(line.quantity != line.dispatched for line in contents["lines"]),
        kinds=deliveries.kinds_of_authority(),
        **papers_of(desk, found, contents["lines"]),
    )


def _taking_back(desk: Desk, found: shipping.ShipmentRow) -> str:
    facts = {"id": found.id, "lines": _lines_of(found), "sum": formats.with_currency(found.sum, desk.contract.currency)}
    return _("Take shipment %(id)s back (%(lines)s, %(sum)s)? The goods stay held for the order.") % facts


def name_taker(desk: Desk) -> HttpResponse:
    """Who comes for the goods, in place of whoever was named before."""
    if desk.request.method != "POST":
        raise Http404
    found = shipment_of(desk)
    authority = deliveries.read_authority(desk.request.POST) or leaving.Authority("")
    actions.name_taker(shipment=found.id, authority=authority, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=found.id), _("Saved"))


def accept(desk: Desk) -> HttpResponse:
    """What has come of each line; what is not as it should be is told to the supplier."""
    if desk.request.method != "POST":
        raise Http404
    found = shipment_of(desk)
    arrived = {line.line: _arrived(desk.request.POST, line.line) for line in shipping.lines(found.id)}
    files = sent_files(desk.request)
    actions.accept(shipment=found.id, arrived=arrived, files=files, actor=desk.actor, at=desk.at)
    return _told_of(desk, found.id, _("Accepted; what is not as it should be is told to the supplier:"))


def attach(desk: Desk) -> HttpResponse:
    """More pictures of what was found wrong."""
    if desk.request.method != "POST":
        raise Http404
    found, files = shipment_of(desk), sent_files(desk.request)
    if not files:
        raise Refusal("input.required", field="files")
    actions.attach(shipment=found.id, files=files, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=found.id), _("Attached"))


def claim_picture(desk: Desk) -> HttpResponseBase:
    """One of them."""
    return claim_file(desk.request, shipment=shipment_of(desk).id, file=desk.given["file"])


def take_title(desk: Desk) -> HttpResponse:
    """The buyer's half of the electronic UPD, as his operator's program gives it."""
    if desk.request.method != "POST":
        raise Http404
    taken, message = buyer_titles.take(
        desk.request, company=desk.contract.company, actor=desk.actor, at=desk.at, accepts_as=desk.actor
    )
    return done(desk.request, seeking.address(taken.contract, "shipment", shipment=taken.shipment), message)


def _arrived(given: Mapping[str, str], line: int) -> leaving.Arrived:
    def said(name: str) -> Decimal:
        return in_field(name, number, given[name]) if given.get(name, "").strip() else Decimal(0)

    came = in_field(f"q{line}", number, given.get(f"q{line}", ""))
    return leaving.Arrived(came, said(f"d{line}"), given.get(f"n{line}", ""), said(f"w{line}"))


def cancel(desk: Desk) -> HttpResponse:
    """Take the request back; the goods stay held."""
    if desk.request.method != "POST":
        raise Http404
    found = shipment_of(desk)
    actions.cancel(shipment=found.id, actor=desk.actor, at=desk.at)
    return _told_of(desk, found.id, _("Taken back, the goods stay held for the order:"))


def _told_of(desk: Desk, shipment: int, message: str) -> HttpResponse:
    it = about.shipment(desk, shipment)
    return done(desk.request, it.url, message, about=it)


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    contracts = seeking.contracts_of(desk)
    found = shipping.found_shipments(**seeking.everywhere(desk), sought=asked)
    for row in shipping.all_shipments().keyed(found) if found else []:
        total = formats.with_currency(row.sum, contracts[row.contract].currency)
        stage = named("shipment_stage", row.stage)
        text = seeking.told(desk, row.contract, stage, total, row.delivery_note_number or "", row.tracking_number)
        url = seeking.address(row.contract, "shipment", shipment=row.id)
        yield Hit(_("Shipment %(id)s") % {"id": row.id}, url, text)


FINDER: Finder[Desk] = Finder(
    "shipments",
    gettext_lazy("Shipments"),
    _hits,
    rest=lambda desk, asked: f"{desk.url('shipments')}?{urlencode({'q': asked.number})}",
)
