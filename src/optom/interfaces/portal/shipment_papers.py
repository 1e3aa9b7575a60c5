"""What a buyer issues to himself beside a shipment: invoices for what it holds, TORG-12, who may take the goods."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.billing.rules import Bearer
from optom.domain.companies import rules
from optom.domain.documents import queries as documents
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field, key_of, new_key, whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.words import named, worded

from . import about
from .context import Desk
from .frame import page

_USUAL_POWER = timedelta(days=15)


def papers_of(desk: Desk, found: shipping.ShipmentRow, lines: Sequence[shipping.LineRow]) -> dict[str, Any]:
    """What the page of a shipment says of papers, to those who take them."""
    if not rules.may_pay(desk.rights):
        return {}
    beside = [(one, named("paper_kind", one.kind)) for one in issued.papers_of_shipment(found.id)]
    lacks_torg12 = found.dispatched_at is not None and not any(one.kind == rules.TORG12 for one, _kind in beside)
    barred = issued.objections_to_torg12(found) if lacks_torg12 else []
    return {
        "beside": beside,
        "may_torg12": lacks_torg12 and not barred,
        "no_torg12": [one["text"] for reason in barred for one in worded(reason)],
        "may_authorise": _is_pick_up(found) and rules.may_ship(desk.rights),
        "may_pay": found.state != shipping.CANCELLED,
        "invoices": issued.invoices_of_goods(contract=desk.contract.id, lines=[line.line for line in lines]),
        "key": new_key(),
    }


def _is_pick_up(found: shipping.ShipmentRow) -> bool:
    return found.state in shipping.OPEN and found.address is None


def shipment_of(desk: Desk) -> shipping.ShipmentRow:
    """The shipment of the address; 404 for another contract's, and for whoever does not send what was asked."""
    found = shipping.shipment(desk.given["shipment"])
    if found.contract != desk.contract.id or desk.request.method != "POST":
        raise Http404
    return found


def invoice(desk: Desk) -> HttpResponse:
    """For what is to leave, so that it is paid and may; once it has left, for that."""
    found = shipment_of(desk)
    made = billing.issue_invoice(
        contract=desk.contract.id,
        shipment=found.id,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
        seen=whole(desk.request.POST.get("seen", "0")),
    )
    return done(desk.request, desk.url("shipment", shipment=found.id), _("Issued:"), about=about.invoice(desk, made))


def torg12(desk: Desk) -> HttpResponse:
    """Of what has left, for an accountant who wants it beside or instead of an UPD."""
    found = shipment_of(desk)
    paper = billing.issue_torg12(shipment=found.id, actor=desk.actor, at=desk.at)
    return _issued(desk, found, paper)


def authorise(desk: Desk) -> HttpResponse:
    """Who comes for the goods, with a power of attorney that is printed and signed."""
    if desk.request.method == "POST":
        found, given = shipment_of(desk), desk.request.POST
        passport_on = given.get("passport_on", "").strip()
        bearer = Bearer(
            name=given.get("bearer", "").strip(),
            post=given.get("post", "").strip(),
            until=in_field("until", day, given.get("until", "")),
            passport=given.get("passport", "").strip(),
            passport_by=given.get("passport_by", "").strip(),
            passport_on=in_field("passport_on", day, passport_on) if passport_on else None,
        )
        key = key_of(desk.request)
        paper = billing.authorise(shipment=found.id, bearer=bearer, key=key, actor=desk.actor, at=desk.at)
        return _issued(desk, found, paper)
    found = shipping.shipment(desk.given["shipment"])
    if found.contract != desk.contract.id or not _is_pick_up(found):
        raise Http404
    until = formats.day(business_day(desk.at) + _USUAL_POWER)
    context = {"shipment": found, "who": found.taker, "until": until, "key": new_key()}
    title = _("Power of attorney to collect shipment %(id)s") % {"id": found.id}
    return page(desk, "portal/attorney.html", "shipments", title=title, **context)


def _issued(desk: Desk, found: shipping.ShipmentRow, paper: int) -> HttpResponse:
    row = documents.paper(paper)
    name = f"{named('paper_kind', row.kind)} {row.number}"
    it = About(name, desk.url("paper", paper=paper))
    return done(desk.request, desk.url("shipment", shipment=found.id), _("Issued:"), about=it)
