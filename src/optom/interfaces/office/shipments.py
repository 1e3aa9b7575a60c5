"""The warehouse: what waits to be picked, the picking list, dispatch of what was really picked."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.sought import Sought
from optom.domain.billing import queries as issued
from optom.domain.billing.actions import UPD_KIND
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.shipping import actions
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.rules import Carriage
from optom.interfaces.kit import deliveries, formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.carriages import read_carriage
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import day, in_field, number
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.papers import file_of
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named, worded
from optom.interfaces.kit.xml_papers import xml_answer

from . import picked_lines, workplaces
from .context import Desk
from .frame import WAREHOUSE_DESKS, is_of, page, sheet_page


def _place(row: shipping.ShipmentRow) -> str:
    return f"{row.address_name}: {row.address_text}" if row.address_name else _("pick-up")


_COLUMNS = [
    Column("id", gettext_lazy("Shipment"), Kind.INTEGER, width=84, link="/office/shipments/{key}/", is_frozen=True,
           tone="strong", on_phone=True),
    Column("stage", gettext_lazy("State"), Kind.CHOICE, width=130, choices=choices("shipment_stage"), on_phone=True),
    Column("requested_at", gettext_lazy("Requested"), Kind.MOMENT, width=136),
    Column("wished_on", gettext_lazy("Preferred"), Kind.DATE, width=104),
    Column("company_name", gettext_lazy("Client"), width=200, on_phone=True),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=104),
    Column("address_name", gettext_lazy("Where to"), width=200, value=_place, grows=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=64),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122),
    Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
    Column("dispatched_at", gettext_lazy("Dispatched"), Kind.MOMENT, width=136),
    Column("delivered_on", gettext_lazy("Delivered"), Kind.DATE, width=90),
    Column("delivery_note_number", gettext_lazy("Delivery note"), width=120),
]  # fmt: skip


def _tones(row: shipping.ShipmentRow) -> dict[str, str]:
    return {"stage": deliveries.tone_of(row)}


PICKING: Sheet[Desk] = Sheet(
    name="picking",
    title=gettext_lazy("To pick"),
    columns=_COLUMNS[:-3],
    listed=lambda desk: shipping.to_pick(warehouses=workplaces.own(desk)),
    sort="requested_at",
    empty=gettext_lazy("Nothing waits to be picked."),
    tones=_tones,
)
LATEST: Sheet[Desk] = Sheet(
    name="shipments",
    title=gettext_lazy("Shipments"),
    columns=_COLUMNS,
    listed=lambda _desk: shipping.all_shipments(),
    empty=gettext_lazy("No shipments yet."),
    facets=[Facet("stage", gettext_lazy("State"), options=choices("shipment_stage"))],
    tones=_tones,
)


def picking(desk: Desk) -> HttpResponse:
    """What waits where he works, the oldest first."""
    places = list(workplaces.offered(desk))
    return sheet_page(desk, PICKING, "picking", template="office/picking.html", warehouses=places)


def latest(desk: Desk) -> HttpResponse:
    """All shipments."""
    return sheet_page(desk, LATEST, "shipments", template="office/shipments.html", query=desk.request.GET.get("q", ""))


def show(desk: Desk) -> HttpResponse:
    """The picking list of a shipment; while it is open, the form of its dispatch."""
    found = shipping.shipment(desk.given["shipment"])
    return page(
        desk,
        "office/shipment.html",
        "picking" if found.state in shipping.OPEN else "shipments",
        title=_("Shipment %(id)s") % {"id": found.id},
        shipment=found,
        stage=named("shipment_stage", found.stage),
        tone=deliveries.tone_of(found),
        place=_place(found),
        taker=deliveries.taker_of(found),
        is_over=found.state in shipping.OPEN and deliveries.is_authority_over(found, business_day(desk.at)),
        wished=deliveries.wished_of(found),
        lines=picked_lines.shown(found),
        is_open=found.state in shipping.OPEN,
        is_requested=found.state == shipping.REQUESTED,
        is_on_its_way=found.state == shipping.DISPATCHED and found.accepted_at is None,
        today=formats.day(business_day(desk.at)),
        **_carriage_of(found),
        beside=[(one, named("paper_kind", one.kind)) for one in issued.papers_of_shipment(found.id)],
        discrepancies=[(one, named("discrepancy", one.kind)) for one in shipping.discrepancies_of(found.id)],
        files=shipping.claim_files(found.id),
        **_upd_of(found),
    )


def _carriage_of(found: shipping.ShipmentRow) -> dict[str, Any]:
    """Who carries it, and the address at which goods of its warehouse are loaded."""
    told = shipping.carriage_of(found.id)
    if told:
        return {"carriage": told.carriage, "is_carriage_told": True}
    return {"carriage": Carriage("", "", loaded_at=shipping.usual_loading(found.warehouse))}


def _upd_of(found: shipping.ShipmentRow) -> dict[str, Any]:
    """Its UPD, or by what it waits."""
    upd = next(iter(issued.upds([found.id])), None)
    is_waiting = upd is not None and upd.paper is None
    lacks = (
        [said for reason in issued.upd_lacks(contract=found.contract) for said in worded(reason)] if is_waiting else []
    )
    return {"upd": upd, "lacks": lacks}


def start(desk: Desk) -> HttpResponse:
    """Picking begins."""
    _only_post(desk)
    actions.start_picking(shipment=desk.given["shipment"], actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=desk.given["shipment"]))


def dispatch(desk: Desk) -> HttpResponse:
    """The goods leave in the quantities that were counted."""
    _only_post(desk)
    shipment = desk.given["shipment"]
    picked = {line.line: _counted(desk, line.line) for line in shipping.lines(shipment)}
    batches = picked_lines.named_batches(desk.request.POST)
    facts: dict[str, Any] = {"actor": desk.actor, "at": desk.at, "language": paper_language()}
    carriage = read_carriage(desk.request.POST)
    left = actions.dispatch(shipment=shipment, picked=picked, batches=batches, carriage=carriage, **facts)
    message = _("Dispatched for %(sum)s") % {"sum": formats.money(left.sum)}
    return done(desk.request, desk.url("shipment", shipment=shipment), message)


def _counted(desk: Desk, line: int) -> Decimal:
    name = f"q{line}"
    return in_field(name, number, desk.request.POST.get(name, ""))


def cancel(desk: Desk) -> HttpResponse:
    """The goods don't leave; they stay held for the order."""
    _only_post(desk)
    actions.cancel(shipment=desk.given["shipment"], actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=desk.given["shipment"]))


def track(desk: Desk) -> HttpResponse:
    """By whom the goods are carried and where they can be followed."""
    _only_post(desk)
    shipment, given = desk.given["shipment"], desk.request.POST
    actions.track(
        shipment=shipment,
        carrier=given.get("carrier", ""),
        number=given.get("tracking_number", ""),
        url=given.get("tracking_url", ""),
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("shipment", shipment=shipment), _("Saved"))


def carry(desk: Desk) -> HttpResponse:
    """Who carries what has left; the waybill follows."""
    _only_post(desk)
    shipment = desk.given["shipment"]
    carriage = read_carriage(desk.request.POST) or Carriage("", "")  # refused: a waybill needs its driver
    actions.carry(shipment=shipment, carriage=carriage, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=shipment), _("Saved, the waybill follows"))


def deliver(desk: Desk) -> HttpResponse:
    """The goods have come to the client on a day."""
    _only_post(desk)
    shipment = desk.given["shipment"]
    on = in_field("delivered_on", day, desk.request.POST.get("delivered_on", ""))
    actions.deliver(shipment=shipment, on=on, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("shipment", shipment=shipment), _("Saved"))


_FOUND = [
    Column("shipment", gettext_lazy("Shipment"), Kind.INTEGER, width=84, link="{key}/",
           is_frozen=True, tone="strong", on_phone=True),
    Column("at", gettext_lazy("Reported"), Kind.MOMENT, width=136),
    Column("company_name", gettext_lazy("Client"), width=170, on_phone=True),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=104),
    Column("article", gettext_lazy("Article"), width=110, on_phone=True),
    Column("name", gettext_lazy("Name"), width=170, grows=True),
    Column("kind", gettext_lazy("Discrepancy"), Kind.CHOICE, width=110, choices=choices("discrepancy"), on_phone=True),
    Column("quantity", gettext_lazy("Quantity"), Kind.QUANTITY, width=92, on_phone=True),
    Column("dispatched", gettext_lazy("Left"), Kind.QUANTITY, width=92),
    Column("unit", gettext_lazy("Unit"), width=44, tone="dim"),
    Column("note", gettext_lazy("Note"), width=200),
    Column("told_by", gettext_lazy("Who"), width=140),
    Column("delivery_note_number", gettext_lazy("Delivery note"), width=120),
]  # fmt: skip
DISCREPANCIES: Sheet[Desk] = Sheet(
    name="discrepancies",
    title=gettext_lazy("Discrepancies"),
    columns=_FOUND,
    listed=lambda _desk: shipping.discrepancies(),
    empty=gettext_lazy("No client has found anything wrong."),
    facets=[Facet("kind", gettext_lazy("Discrepancy"), options=choices("discrepancy"))],
    tones=lambda _row: {"kind": "bad"},
)


def discrepancies(desk: Desk) -> HttpResponse:
    """What clients found when they counted."""
    return sheet_page(desk, DISCREPANCIES, "shipments", template="office/discrepancies.html")


def discrepancy(desk: Desk) -> HttpResponse:
    """The shipment in which it was found."""
    found = shipping.discrepancies().one(desk.given["discrepancy"])
    if found is None:
        raise Http404
    return redirect(desk.url("shipment", shipment=found.shipment))


def to_print(desk: Desk) -> HttpResponse:
    """The picking list as PDF."""
    found = shipping.shipment(desk.given["shipment"])
    content = actions.print_picking_list(found, language=paper_language(), at=desk.at)
    name = content_disposition_header(False, _("Picking list %(id)s.pdf") % {"id": found.id})  # noqa: FBT003 -- Django's signature
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name or "inline"})


def beside(desk: Desk) -> HttpResponse:
    """A waybill, a TORG-12, a power of attorney as PDF."""
    paper = desk.given["paper"]
    if paper not in {one.paper for one in issued.papers_of_shipment(desk.given["shipment"])}:
        raise Http404
    return file_of(documents.paper(paper), archive.draw(paper))


def note(desk: Desk) -> HttpResponse:
    """The delivery note as PDF."""
    found = shipping.shipment(desk.given["shipment"])
    if found.delivery_note is None:
        raise Http404
    return file_of(documents.paper(found.delivery_note), archive.draw(found.delivery_note))


def upd(desk: Desk) -> HttpResponse:
    """Its UPD as PDF."""
    paper = _paper_of_upd(desk)
    return file_of(documents.paper(paper), archive.draw(paper))


def upd_xml(desk: Desk) -> HttpResponse:
    """Its UPD as a file for programs."""
    return xml_answer(_paper_of_upd(desk), UPD_KIND)


def _paper_of_upd(desk: Desk) -> int:
    found = next(iter(issued.upds([desk.given["shipment"]])), None)
    if found is None or found.paper is None:
        raise Http404
    return found.paper


def _only_post(desk: Desk) -> None:
    if desk.request.method != "POST":
        raise Http404


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    found = shipping.found_anywhere(sought=asked, most=MOST + 1)
    for row in shipping.all_shipments().keyed(found) if found else []:
        facts = (named("shipment_stage", row.stage), row.company_name, row.warehouse_name, row.delivery_note_number)
        text = " · ".join(fact for fact in facts if fact)
        yield Hit(_("Shipment %(id)s") % {"id": row.id}, desk.url("shipment", shipment=row.id), text)


FINDER: Finder[Desk] = Finder(
    "shipments", gettext_lazy("Shipments"), _hits, may=lambda desk: is_of(desk, WAREHOUSE_DESKS)
)
