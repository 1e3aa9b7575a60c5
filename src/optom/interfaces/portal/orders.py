"""Orders, and the page of one: its lines and what can still be done with them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.listing import Asked, Listed
from optom.base.refusal import Refusal, refuse_all
from optom.base.sought import Sought
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as invoices
from optom.domain.companies import rules
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats, why
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import key_of, new_key, whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet, Status
from optom.interfaces.kit.why import Told

from . import about, centres, goods_papers, invoicing, picking, quoting, reserving, seeking
from .consequences import goods, is_told, on_reserves, tell
from .context import Desk
from .frame import headroom_of, sheet_page
from .why import NOTHING, question, why_goods

_IN_PANEL = 100
_NAMED = 3
STATES = {
    "held": gettext_lazy("held"),
    "waiting": gettext_lazy("waiting"),
    "shipped": gettext_lazy("shipped"),
    "cancelled": gettext_lazy("cancelled"),
}

_COLUMNS = [
    Column("id", gettext_lazy("Order"), Kind.INTEGER, width=76, link="{key}/", is_frozen=True, tone="strong",
           on_phone=True),
    Column("placed_at", gettext_lazy("Placed"), Kind.MOMENT, width=136, on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=100, choices=STATES, on_phone=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=64),
    Column("total", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True, has_why=True),
    Column("reserved_until", gettext_lazy("Held until"), Kind.MOMENT, width=136, has_why=True),
    Column("placed_by", gettext_lazy("Placed by"), width=130, tone="dim"),
    Column("asked_by", gettext_lazy("Requested by"), width=130, tone="dim"),
    Column("centre", gettext_lazy("Cost centre"), width=90),
    Column("note", gettext_lazy("Note"), width=200, grows=True, on_phone=True),
]  # fmt: skip


def _panel(desk: Desk, key: str) -> Panel | None:
    """The lines of the order with where each stands; the first of them, where they are many."""
    found = orders.order(contract=desk.contract.id, order=whole(key))
    if found is None:
        return None
    lines = orders.lines_of(order=found.id).part(Asked(count=_IN_PANEL))
    facts = {
        "order": found,
        "state": STATES[found.state],
        "lines": lines.rows,
        "more": lines.total - len(lines.rows),
        "invoices": invoices.invoices_of(order=found.id),
        "certificates": _certificates(desk, found.id),
    }
    return Panel(_("Order %(id)s") % {"id": found.id}, "portal/panels/order.html", facts)


def _certificates(desk: Desk, order: int) -> goods_papers.Offered | None:
    return goods_papers.offered(desk, "order-certificates", orders.products_of(order=order), order=order)


def _again(desk: Desk, picked: Picked) -> Done:
    """All that was ordered in the picked orders, into a new draft."""
    own = orders.orders(contract=desk.contract.id).keyed([whole(key) for key in picked.keys])
    lines = orders.lines_of_all(orders=[order.id for order in own])
    numbers = ", ".join(str(order.id) for order in own[:_NAMED])
    return _repeated(desk, lines, _("As order %(numbers)s") % {"numbers": numbers})


def _repeated(desk: Desk, lines: Sequence[orders.LineRow], name: str) -> Done:
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        quantities[line.product] += line.ordered
    return picking.fill_draft(desk, name, quantities)


def _why_order(desk: Desk, key: str, column: str) -> Told:
    """What an order comes to, and until when its goods are held."""
    answer = why.why_held if column == "reserved_until" else why.why_total
    return answer(question(desk), whole(key))


SHEET: Sheet[Desk] = Sheet(
    name="orders",
    title=gettext_lazy("Orders"),
    columns=_COLUMNS,
    listed=lambda desk: orders.orders(contract=desk.contract.id),
    empty=gettext_lazy("Nothing is ordered yet."),
    facets=[
        Facet("state", gettext_lazy("State"), options=STATES),
        Facet("centre_id", gettext_lazy("Cost centre"), options=centres.options),
    ],
    tones=lambda row: {"state": {"held": "good", "waiting": "warn"}.get(row.state, "dim")},
    panel=_panel,
    why=_why_order,
    acts=[Act("again", gettext_lazy("Order again"), _again, may=rules.may_draft)],
)


def page(desk: Desk) -> HttpResponse:
    """All orders of the contract."""
    return sheet_page(desk, SHEET, "orders")


_LINE_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=76, on_phone=True),
    Column("name", gettext_lazy("Name"), width=170, grows=True, on_phone=True),
    Column("price", gettext_lazy("Price"), Kind.PRICE, width=80, has_why=True),
    Column("unit", gettext_lazy("Unit"), width=44, tone="dim"),
    Column("ordered", gettext_lazy("Ordered"), Kind.QUANTITY, width=78, on_phone=True, has_why=True),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True, has_why=True),
    Column("reserved", gettext_lazy("Held"), Kind.QUANTITY, width=72, zero="—", on_phone=True, has_why=True),
    Column("standing", gettext_lazy("In stock"), Kind.QUANTITY, width=84, zero="—", has_why=True),
    Column("coming", gettext_lazy("On its way"), Kind.QUANTITY, width=84, zero="—", on_phone=True, has_why=True),
    Column("comes_on", gettext_lazy("Expected"), Kind.DATE, width=92, on_phone=True, has_why=True,
           hint=gettext_lazy("The day on which the last of it comes")),
    Column("waiting", gettext_lazy("Waiting"), Kind.QUANTITY, width=72, zero="—", on_phone=True, has_why=True),
    Column("reserved_until", gettext_lazy("Held until"), Kind.MOMENT, width=136, has_why=True),
    Column("requested", gettext_lazy("To ship"), Kind.QUANTITY, width=72, zero="—", has_why=True),
    Column("shipped", gettext_lazy("Shipped"), Kind.QUANTITY, width=78, zero="—", has_why=True),
    Column("cancelled", gettext_lazy("Cancelled"), Kind.QUANTITY, width=84, zero="—", has_why=True),
    Column("accepted", gettext_lazy("Accepted"), Kind.QUANTITY, width=78, zero="—"),
    Column("note", gettext_lazy("Note"), width=140, tone="dim"),
]  # fmt: skip


def order_of(desk: Desk) -> orders.OrderRow:
    """The order of the address; 404 for another contract's."""
    found = orders.order(contract=desk.contract.id, order=desk.given["order"])
    if found is None:
        raise Http404
    return found


def _lines(desk: Desk) -> Listed:
    return orders.lines_of(order=order_of(desk).id)


def _own(desk: Desk, picked: Picked) -> list[orders.LineRow]:
    return _lines(desk).keyed([whole(key) for key in picked.keys])


def _of_lines(act: Callable[[Desk, Picked, Sequence[int]], Done]) -> Callable[[Desk, Picked], Done]:
    """An act on the picked lines of this order."""
    return lambda desk, picked: act(desk, picked, [line.id for line in _own(desk, picked)])


def _release(desk: Desk, picked: Picked) -> Done:
    lines = _own(desk, picked)
    told = [goods(line, line.movable, reserving.worth(line, line.movable)) for line in lines if line.movable > 0]
    if told and not is_told(picked):
        effects = [_("Others may take the goods at once; that much of the orders is cancelled.")]
        return tell(desk, told, [*effects, *_on_reserves(desk, lines)], go=_("Release"))
    quantities = {line.id: line.movable for line in lines}
    reserving.release(desk, quantities)
    return Done(
        ngettext("%(count)s line released", "%(count)s lines released", len(quantities)) % {"count": len(quantities)}
    )


def _on_reserves(desk: Desk, lines: Sequence[orders.LineRow]) -> list[str]:
    freed = sum((reserving.worth(line, line.movable) for line in lines), Decimal(0))
    return list(on_reserves(desk, freed))


def _cancel(desk: Desk, picked: Picked) -> Done:
    own = _own(desk, picked)
    told = [goods(line, line.at_will, reserving.worth(line, line.at_will)) for line in own if line.at_will > 0]
    if told and not is_told(picked):
        effects = [_("Held goods are released at once, what waits loses its place; what is shipped stays.")]
        return tell(desk, told, [*effects, *_on_reserves(desk, own)], go=_("Cancel the rest"))
    lines = [line.id for line in own]
    actions.cancel(contract=desk.contract.id, lines=lines, actor=desk.actor, at=desk.at)
    return Done(ngettext("%(count)s line cancelled", "%(count)s lines cancelled", len(lines)) % {"count": len(lines)})


def _lines_again(desk: Desk, picked: Picked) -> Done:
    return _repeated(desk, _own(desk, picked), _("As order %(numbers)s") % {"numbers": desk.given["order"]})


def _lines_quoted(desk: Desk, picked: Picked) -> Done:
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    for line in _own(desk, picked):
        quantities[line.product] += line.ordered
    return quoting.issue(desk, picked, quantities, _("As order %(numbers)s") % {"numbers": desk.given["order"]})


def _ship(desk: Desk, picked: Picked) -> Done:
    """Of what is held; lines that hold nothing any more are not asked about, unless there are no others."""
    lines = _own(desk, picked)
    held = [line.id for line in lines if line.reserved > line.requested]
    if not held:
        refuse_all(_not_to_ship(line) for line in lines)
    return Done(location=shipment_form(desk, held))


def _not_to_ship(line: orders.LineRow) -> Refusal:
    return Refusal("orders.in_shipment" if line.reserved else "orders.nothing_held", article=line.article, line=line.id)


def shipment_form(desk: Desk, lines: Sequence[int]) -> str:
    """The address of the request for shipment of these lines."""
    return f"{desk.url('ask-shipment')}?lines={','.join(map(str, dict.fromkeys(lines)))}"


def _tones(line: orders.LineRow) -> dict[str, str]:
    return {"waiting": "warn"} if line.waiting else {}


_LIFE = frozenset({"ordered", "reserved", "standing", "coming", "comes_on", "requested", "shipped", "cancelled"})


def why_line(desk: Desk, line: int, column: str) -> Told:
    """Why a line of an order costs so much, is held until then, or waits: what there is of its goods."""
    if column in _LIFE:
        return why.why_line(question(desk), line)
    if column in {"price", "sum"}:
        return why.why_line_price(question(desk), line)
    if column == "reserved_until":
        return why.why_until(question(desk), line)
    found = orders.line_named(contract=desk.contract.id, line=line)
    if found and found.waiting:
        return why.why_waits(question(desk), line)
    return why_goods(desk, found.product, found.ordered) if found else NOTHING


def _why(desk: Desk, key: str, column: str) -> Told:
    found = _lines(desk).one(whole(key))
    return why_line(desk, found.id, column) if found else NOTHING


LINES: Sheet[Desk] = Sheet(
    name="order",
    title=gettext_lazy("Order"),
    columns=_LINE_COLUMNS,
    listed=_lines,
    why=_why,
    tones=_tones,
    status=lambda desk: [_total(desk), headroom_of(desk)],
    acts=[
        Act("ship", gettext_lazy("Ship"), _ship, may=rules.may_ship),
        Act("invoice", gettext_lazy("Invoice…"), _of_lines(invoicing.issue), may=rules.may_pay, is_folded=True),
        Act("extend", gettext_lazy("Extend"), _of_lines(reserving.extend), may=rules.may_order),
        Act("change", gettext_lazy("Quantity…"), _of_lines(reserving.change), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("split", gettext_lazy("Split…"), _of_lines(reserving.split), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("replace", gettext_lazy("Replace…"), _of_lines(reserving.replace), may=rules.may_order, is_folded=True,
            most=reserving.MOST_IN_FORM),
        Act("move", gettext_lazy("Move…"), _of_lines(reserving.move), may=rules.may_order, is_folded=True),
        Act("release", gettext_lazy("Release"), _release, may=rules.may_order, is_dangerous=True),
        Act("quote", gettext_lazy("Quote"), _lines_quoted, may=rules.may_draft, is_folded=True),
        Act("again", gettext_lazy("Order again"), _lines_again, may=rules.may_draft, is_folded=True),
        Act("cancel", gettext_lazy("Cancel the rest"), _cancel, may=rules.may_order, is_dangerous=True),
    ],
)  # fmt: skip


def _total(desk: Desk) -> Status:
    order = order_of(desk)
    return Status(
        "total", formats.with_currency(order.total, desk.contract.currency), title=_("Order %(id)s") % {"id": order.id}
    )


def show(desk: Desk) -> HttpResponse:
    """One order with its lines and invoices."""
    order = order_of(desk)
    return sheet_page(
        desk,
        LINES,
        "orders",
        template="portal/order.html",
        title=_("Order %(id)s") % {"id": order.id},
        order=order,
        state=STATES.get(order.state, order.state),
        invoices=invoices.invoices_of(order=order.id),
        certificates=_certificates(desk, order.id),
        may_pay=rules.may_pay(desk.rights),
        may_order=rules.may_order(desk.rights),
        is_split=_is_split(order),
        key=new_key(),
    )


def _is_split(order: orders.OrderRow) -> bool:
    """Whether it would leave in parts, and could still be kept together."""
    apart = orders.apart_of(contract=order.contract, order=order.id) if order.reserved_until else None
    return apart is not None and apart.is_split


def come_apart(desk: Desk) -> HttpResponse:
    """What was wanted together may come in parts."""
    if desk.request.method != "POST":
        raise Http404
    order = order_of(desk)
    actions.come_apart(contract=desk.contract.id, order=order.id, actor=desk.actor, at=desk.at)
    return done(
        desk.request, desk.url("order", order=order.id), _("What is there may leave now, the rest when it comes")
    )


def come_together(desk: Desk) -> HttpResponse:
    """What was to come in parts is wanted together after all."""
    if desk.request.method != "POST":
        raise Http404
    order = order_of(desk)
    actions.come_together(contract=desk.contract.id, order=order.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("order", order=order.id), _("What is there is held until all of it is"))


def invoice(desk: Desk) -> HttpResponse:
    """Issue an invoice for what of the order is not cancelled, and show it."""
    if desk.request.method != "POST":
        raise Http404
    order = order_of(desk)
    issued = billing.issue_invoice(
        contract=desk.contract.id,
        order=order.id,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
        seen=whole(desk.request.POST.get("seen", "0")),
    )
    return done(desk.request, desk.url("order", order=order.id), _("Issued:"), about=about.invoice(desk, issued))


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    contracts = seeking.contracts_of(desk)
    for found in orders.found_orders(**seeking.everywhere(desk), sought=asked):
        total = formats.with_currency(found.total, contracts[found.contract].currency)
        text = seeking.told(desk, found.contract, formats.day(found.placed_at), total, found.note)
        url = seeking.address(found.contract, "order", order=found.id)
        yield Hit(_("Order %(id)s") % {"id": found.id}, url, text)


FINDER: Finder[Desk] = Finder(
    "orders",
    gettext_lazy("Orders"),
    _hits,
    rest=lambda desk, asked: f"{desk.url('orders')}?{urlencode({'q': asked.number or asked.text})}",
)
