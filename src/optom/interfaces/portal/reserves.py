"""Everything the contract holds or waits for, line by line: what runs out when, and what can be done."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.listing import Asked, Condition, Listed, Op
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import told
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet, Status
from optom.interfaces.kit.why import Told

from . import invoicing, reserving
from .consequences import Thing, goods, is_told, on_reserves, share, tell
from .context import Desk
from .frame import headroom_of, sheet_page
from .orders import shipment_form, why_line
from .why import NOTHING

_SOON = timedelta(days=1)
_NAMED = 3  # of those that wait
STATES = {
    "soon": gettext_lazy("runs out soon"),
    "held": gettext_lazy("held"),
    "asked": gettext_lazy("in a shipment"),
    "coming": gettext_lazy("on its way"),
    "waits": gettext_lazy("waits"),
}
ACTS = {
    "orders.warn": gettext_lazy("told that it runs out"),
    "orders.serve": gettext_lazy("came free, held for you"),
    "orders.release": gettext_lazy("released"),
    "orders.cancel": gettext_lazy("cancelled"),
    "orders.stop_waiting": gettext_lazy("waits no more"),
    "orders.expire": gettext_lazy("ran out"),
    "orders.extend": gettext_lazy("extended"),
    "orders.split": gettext_lazy("split off"),
    "orders.move": gettext_lazy("moved to another contract"),
    "orders.replace": gettext_lazy("replaced"),
    "orders.change_quantity": gettext_lazy("quantity changed to"),
}

_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=76, on_phone=True),
    Column("name", gettext_lazy("Name"), width=150, grows=True, on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=124, choices=STATES, on_phone=True),
    Column("reserved_until", gettext_lazy("Held until"), Kind.MOMENT, width=136, on_phone=True, has_why=True),
    Column("held", gettext_lazy("Held"), Kind.QUANTITY, width=84, zero="—", on_phone=True, has_why=True),
    Column("requested", gettext_lazy("To ship"), Kind.QUANTITY, width=92, zero="—"),
    Column("waits", gettext_lazy("Waiting"), Kind.QUANTITY, width=66, zero="—", on_phone=True, has_why=True),
    Column("place", gettext_lazy("In the queue"), Kind.INTEGER, width=96,
           hint=gettext_lazy("Your place in the queue for it: goods that come free go to the earliest order first")),
    Column("before", gettext_lazy("Ahead of you"), Kind.QUANTITY, width=106,
           hint=gettext_lazy("How much those ahead of you are waiting for")),
    Column("unit", gettext_lazy("Unit"), width=40, tone="dim"),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=90, on_phone=True),
    Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=92, has_why=True),
    Column("order", gettext_lazy("Order"), Kind.INTEGER, width=60),
    Column("price", gettext_lazy("Price"), Kind.PRICE, width=84, has_why=True),
    Column("value", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122),
]  # fmt: skip


def _held(desk: Desk) -> Listed:
    return shipping.held_lines(contract=desk.contract.id, soon=desk.at + _SOON)


def _chosen(desk: Desk, picked: Picked) -> list[shipping.HeldRow]:
    return _held(desk).keyed([whole(key) for key in picked.keys])


def _of_lines(act: Callable[[Desk, Picked, Sequence[int]], Done]) -> Callable[[Desk, Picked], Done]:
    """An act on the lines of the picked rows: a line has a row for each warehouse, and one for what waits."""
    return lambda desk, picked: act(desk, picked, [row.line for row in _chosen(desk, picked)])


def _move(desk: Desk, picked: Picked) -> Done:
    """What the picked rows hold is offered, not all that their lines hold elsewhere."""
    rows = _chosen(desk, picked)
    offered: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        offered[row.line] += row.free
    return reserving.move(desk, picked, list(offered), offered, named=_holds(rows))


def _holds(rows: Sequence[shipping.HeldRow]) -> list[int]:
    """Goods of these rows are meant, not others that their lines hold elsewhere."""
    return [row.hold for row in rows if row.hold is not None]


@transaction.atomic
def _release(desk: Desk, picked: Picked) -> Done:
    """What is held is given back, what waits waits no more."""
    rows = _chosen(desk, picked)
    if not is_told(picked) and (told := _given_up(rows)):
        return tell(desk, told, list(_after_release(desk, rows, told)), go=_("Release"))
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.held:
            quantities[row.line] += row.free
    waiting = [row.line for row in rows if row.waits]
    if quantities:
        reserving.release(desk, quantities, named=_holds(rows))
    if waiting:
        actions.stop_waiting(contract=desk.contract.id, lines=waiting, actor=desk.actor, at=desk.at)
    return Done(_given_back(len(quantities), len(waiting)))


def _invoice(desk: Desk, picked: Picked) -> Done:
    """What the picked rows hold or wait for is offered, not all of their lines."""
    wished: dict[int, Decimal] = defaultdict(Decimal)
    for row in _chosen(desk, picked):
        wished[row.line] += row.held + row.waits
    return invoicing.issue(desk, picked, list(wished), wished)


def _given_up(rows: Sequence[shipping.HeldRow]) -> list[Thing]:
    """What is held and not asked for, and what waits."""
    held = [goods(row, row.free, _worth(row)) for row in rows if row.free]
    return held + [goods(row, row.waits, Decimal(0)) for row in rows if row.waits]


def _worth(row: shipping.HeldRow) -> Decimal:
    return share(row.value or Decimal(0), part=row.free, whole=row.held)


def _after_release(desk: Desk, rows: Sequence[shipping.HeldRow], told: Sequence[Thing]) -> Iterator[str]:
    if any(row.free for row in rows):
        yield _("Others may take the goods at once; that much of the orders is cancelled.")
    for row in [row for row in rows if row.waits][:_NAMED]:
        facts = {"article": row.article, "quantity": f"{formats.quantity(row.waits)} {row.unit}", "place": row.place}
        yield _("%(article)s: %(quantity)s wait no more, place %(place)s in the queue is lost.") % facts
    if asked := sum(bool(row.requested) for row in rows):
        text = ngettext(
            "What shipments have asked for stays held: %(count)s row.",
            "What shipments have asked for stays held: %(count)s rows.",
            asked,
        )
        yield text % {"count": asked}
    yield from on_reserves(desk, sum((one.sum for one in told), Decimal(0)))


def _extend_today(desk: Desk, picked: Picked) -> Done:
    """Everything that runs out before midnight, once it is said what that is and until when it will be held."""
    below = Condition("reserved_until", Op.BELOW, reserving.midnight(desk))
    rows = [row for row in _held(desk).all(Asked(conditions=(below,))) if row.held]
    if not is_told(picked) and rows:
        until = desk.at + timedelta(hours=companies.terms(desk.contract.id, desk.at).reservation_hours)
        effects = [_("All of it is held until %(moment)s.") % {"moment": formats.moment(until)}]
        return tell(desk, [goods(row, row.held, row.value or Decimal(0)) for row in rows], effects, go=_("Extend"))
    return reserving.extend_today(desk, picked)


def _given_back(held: int, waiting: int) -> str:
    back = ngettext("%(count)s line released", "%(count)s lines released", held) % {"count": held}
    gone = ngettext("%(count)s line waits no more", "%(count)s lines wait no more", waiting) % {"count": waiting}
    return "; ".join([*([back] if held else []), *([gone] if waiting else [])])


def _ship(desk: Desk, picked: Picked) -> Done:
    return Done(location=shipment_form(desk, [row.line for row in _chosen(desk, picked) if row.held]))


def _status(desk: Desk) -> list[Status]:
    return [headroom_of(desk)]


def _tones(row: shipping.HeldRow) -> dict[str, str]:
    match row.state:
        case "soon":
            return {"reserved_until": "warn", "state": "warn"}
        case "waits":
            return {"state": "dim", "waits": "strong"}
    return {"state": "dim"}


def _why(desk: Desk, key: str, column: str) -> Told:
    row = _held(desk).one(whole(key))
    return why_line(desk, row.line, column) if row else NOTHING


def _panel(desk: Desk, key: str) -> Panel | None:
    """A line: what it holds where, its place in line, what could be taken instead, and what was done to it."""
    row = _held(desk).one(whole(key))
    if row is None:
        return None
    [line] = orders.lines_named(contract=desk.contract.id, lines=[row.line])
    acts = orders.told_of(contract=desk.contract.id, line=line.id)
    facts = {
        "line": line,
        "origin": orders.origin_of(contract=desk.contract.id, line=line.id) if line.came_from else None,
        "parts": [part for part in _held(desk).only(line=line.id).all() if part.held],
        "queue": next(iter(_held(desk).only(line=line.id, state="waits").all()), None),
        "analogs": _analogs(desk, line) if line.waiting else [],
        "told": [(ACTS.get(one.act, one.act), one) for one in acts],
    }
    return Panel(line.article, "portal/panels/held.html", facts)


def _analogs(desk: Desk, line: orders.LineRow) -> list[assortment.AnalogRow]:
    """Those that are there now."""
    found = assortment.analogs(contract=desk.contract.id, products=[line.product], at=desk.at, in_stock=True)
    return found.get(line.product, [])


SHEET: Sheet[Desk] = Sheet(
    name="reserves",
    title=gettext_lazy("Reserves"),
    columns=_COLUMNS,
    listed=_held,
    empty=gettext_lazy("Nothing is held and nothing waits."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=_tones,
    status=_status,
    why=_why,
    panel=_panel,
    acts=[
        Act("ship", gettext_lazy("Ship"), _ship, may=rules.may_ship),
        Act("invoice", gettext_lazy("Invoice…"), _invoice, may=rules.may_pay, is_folded=True),
        Act("extend", gettext_lazy("Extend"), _of_lines(reserving.extend), may=rules.may_order),
        Act("extend-today", gettext_lazy("Extend today's"), _extend_today, may=rules.may_order,
            is_always_on=True),
        Act("change", gettext_lazy("Quantity…"), _of_lines(reserving.change), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("split", gettext_lazy("Split…"), _of_lines(reserving.split), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("replace", gettext_lazy("Replace…"), _of_lines(reserving.replace), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("move", gettext_lazy("Move…"), _move, may=rules.may_order, is_folded=True),
        Act("release", gettext_lazy("Release"), _release, may=rules.may_order, is_dangerous=True),
    ],
)  # fmt: skip


def page(desk: Desk) -> HttpResponse:
    """All that is held or waited for."""
    wants = desk.actor not in orders.want_no_warnings(users=[desk.actor])
    told_of_it = {"wants": wants, "may_order": rules.may_order(desk.role)}
    return sheet_page(desk, SHEET, "reserves", template="portal/reserves.html", **told_of_it)


def warnings(desk: Desk) -> HttpResponse:
    """Whether he gets letters about what runs out."""
    if desk.request.method != "POST":
        raise Http404
    wants = "wants" in desk.request.POST
    actions.want_warnings(user=desk.actor, wants=wants)
    return told(_("A letter comes a working day before something runs out") if wants else _("No more letters about it"))
