"""What has become of a line and of a shipment, step by step, and until when the goods of an order are held."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.orders import queries as orders
from optom.domain.shipping import queries as shipping
from optom.domain.stock import queries as stock
from optom.interfaces.kit import formats
from optom.interfaces.kit.words import named

from .dates import acts_of, why_until
from .papers import shipped_parts
from .sums import by_group, by_rate, count_of, in_one_line, total_of
from .told import MOST, Node, Question, Told, bounded, link_to, node, told, told_as_now, told_only


def why_line(asked: Question, line: int) -> Told:
    """The quantities of a line's life: of what was ordered so much is held, asked for, shipped, cancelled, waits."""
    link = link_to("why-line", asked.contract.id, line, at=asked.at)
    found = orders.line_named(contract=asked.contract.id, line=line)
    if found is None:
        return told(_("There is no such line."), [])
    parts = [node(label, f"{formats.quantity(value)} {found.unit}", href=href, children=children)
             for label, value, href, children in _quantities(asked, found) if value]  # fmt: skip
    tree = [
        node(_("Ordered"), f"{formats.quantity(found.ordered)} {found.unit}", href=asked.place_of("order", found.order),
             note=asked.of_now.as_of, children=parts),
        *acts_of(asked, line),
        *told_as_now(asked, _("quantities of the line; what was done to it is told by days")),
    ]  # fmt: skip
    return told(" · ".join(f"{one['label']} {one['value']}" for one in parts), tree, link)


def _quantities(asked: Question, found: orders.LineRow) -> Iterator[tuple[str, Decimal, str, list[Node]]]:
    contract = asked.contract.id
    yield _("Held"), found.reserved, link_to("why-until", contract, found.id), [
        *_whence(found), *_asked_for(asked, found),
    ]  # fmt: skip
    yield _("Shipped"), found.shipped, "", []
    yield _("Cancelled"), found.cancelled, "", []
    yield _("Waiting"), found.waiting, link_to("why-waits", contract, found.id), []


def _whence(found: orders.LineRow) -> list[Node]:
    """Where each part of what is held stands, or on which day it comes there."""
    places = {place.id: place.name for place in stock.warehouses()}
    return [
        node(
            _("comes on %(day)s") % {"day": formats.day(hold.expected_on)} if hold.expected_on else _("stands"),
            formats.quantity(hold.quantity),
            note=places.get(hold.warehouse, ""),
        )
        for hold in stock.holds_of([found.id])
    ]


def _asked_for(asked: Question, found: orders.LineRow) -> list[Node]:
    """What of the held goods shipments have asked for, and what is free for the buyer."""
    under_way = shipping.open_shipments_of([found.id]).get(found.id, [])
    own = [
        node(_("Shipment %(id)s") % {"id": one}, href=link_to("why-shipment", asked.contract.id, one))
        for one in under_way
    ]
    asked_for = node(_("asked for by shipments"), formats.quantity(found.requested), children=own)
    return [*([asked_for] if found.requested else []), node(_("at your will"), formats.quantity(found.movable))]


def why_shipment(asked: Question, shipment: int) -> Told:
    """What a shipment comes to, line by line, and where it stood at the moment."""
    link = link_to("why-shipment", asked.contract.id, shipment, at=asked.at)
    found = next(iter(shipping.shipments(contract=asked.contract.id).keyed([shipment])), None)
    if found is None:
        return told(_("There is no such shipment."), [])
    if asked.at < found.requested_at:
        return told_only(
            _("It was asked for later: %(moment)s.") % {"moment": formats.moment(found.requested_at)}, link
        )
    parts, page = shipped_parts(shipment), asked.place_of("shipment", shipment)
    title = _("Shipment %(id)s") % {"id": shipment}
    tree = [
        node(title, asked.money(total_of(parts)), href=page, children=by_rate(parts)),
        node(_("Line by line"), count_of(parts), children=by_group(parts, rest=page)),
        node(_("What happened"), children=[*_steps(asked, found)]),
    ]
    if found.delivery_note:
        href = link_to("why-paper", asked.contract.id, found.delivery_note)
        tree.append(node(named("paper_kind", "delivery_note"), found.delivery_note_number or "", href=href))
    return told(in_one_line(parts), tree, link)


def _steps(asked: Question, found: shipping.ShipmentRow) -> Iterator[Node]:
    """Each with its moment, those that were still to come then left out; the present stage last."""
    steps: list[tuple[str, datetime | None, str | None]] = [
        (_("asked for shipment"), found.requested_at, found.requested_by),
        (_("left"), found.dispatched_at, found.warehouse_name),
        (_("the delivery was answered"), found.accepted_at, found.accepted_by),
    ]
    for label, at, who in steps:
        if at and at <= asked.at:
            yield node(label, formats.moment(at), note=who or "")
    if not asked.is_past:
        yield node(_("now"), named("shipment_stage", found.stage))


def why_held(asked: Question, order: int) -> Told:
    """Until when the goods of an order are held: which lines run out when, and how the first moment came to be."""
    link = link_to("why-held", asked.contract.id, order, at=asked.at)
    found = orders.order(contract=asked.contract.id, order=order)
    by_moment: dict[datetime, list[orders.LineRow]] = defaultdict(list)
    for line in orders.lines(order=order) if found else ():
        if line.reserved_until:
            by_moment[line.reserved_until].append(line)
    if not by_moment:
        return told_only(_("The order holds nothing."), link)
    moments = sorted(by_moment)
    first = why_until(asked, by_moment[moments[0]][0].id)
    groups = [_until(asked, moment, by_moment[moment]) for moment in moments[: MOST + 1]]
    tree = [
        *first["tree"],
        node(_("Lines by the moment until which they are held"), children=bounded(groups, len(moments))),
    ]
    return told(first["line"], tree, link)


def _until(asked: Question, moment: datetime, own: list[orders.LineRow]) -> Node:
    shown = [
        node(f"{one.article} {one.name}", f"{formats.quantity(one.reserved)} {one.unit}",
             href=link_to("why-until", asked.contract.id, one.id))
        for one in own
    ]  # fmt: skip
    return node(formats.moment(moment), count_of(own), children=bounded(shown))
