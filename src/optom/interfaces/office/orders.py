"""An order as the firm's people see it: whose it is, what has become of its lines."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Listed
from optom.base.sought import Sought
from optom.domain.companies import queries as companies
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Column, Kind, Sheet, Status
from optom.interfaces.kit.why import Told, why_line, why_line_price, why_until, why_waits

from .clients import question_of
from .context import Desk
from .frame import CLIENT_DESKS, is_of, sheet_page

_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=90, on_phone=True),
    Column("name", gettext_lazy("Name"), width=160, grows=True, on_phone=True),
    Column("price", gettext_lazy("Price"), Kind.PRICE, width=86, has_why=True),
    Column("unit", gettext_lazy("Unit"), width=44, tone="dim"),
    Column("ordered", gettext_lazy("Ordered"), Kind.QUANTITY, width=84, on_phone=True, has_why=True),
    Column("reserved", gettext_lazy("Held"), Kind.QUANTITY, width=92, zero="—", on_phone=True),
    Column("standing", gettext_lazy("In stock"), Kind.QUANTITY, width=84, zero="—", has_why=True),
    Column("coming", gettext_lazy("On its way"), Kind.QUANTITY, width=84, zero="—", on_phone=True, has_why=True),
    Column("comes_on", gettext_lazy("Expected"), Kind.DATE, width=92, on_phone=True, has_why=True,
           hint=gettext_lazy("The day on which the last of it comes")),
    Column("shipped", gettext_lazy("Shipped"), Kind.QUANTITY, width=92, zero="—"),
    Column("waiting", gettext_lazy("Waiting"), Kind.QUANTITY, width=78, zero="—", has_why=True),
    Column("cancelled", gettext_lazy("Cancelled"), Kind.QUANTITY, width=84, zero="—"),
    Column("reserved_until", gettext_lazy("Held until"), Kind.MOMENT, width=136, has_why=True),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=124, on_phone=True, has_why=True),
]  # fmt: skip


def _contract(desk: Desk) -> int:
    """Whose order it is; 404 where there is none."""
    contract = orders.contract_of(desk.given["order"])
    if contract is None:
        raise Http404
    return contract


def _lines(desk: Desk) -> Listed:
    return orders.lines_of(order=desk.given["order"])


_WHY = {
    **dict.fromkeys(("ordered", "standing", "coming", "comes_on"), why_line),
    "waiting": why_waits,
    "reserved_until": why_until,
}


def _why(desk: Desk, key: str, column: str) -> Told:
    """The same answers as the buyer's."""
    asked = question_of(desk, companies.contract(_contract(desk)))
    return _WHY.get(column, why_line_price)(asked, whole(key))


LINES: Sheet[Desk] = Sheet(
    name="order", title=gettext_lazy("Order"), columns=_COLUMNS, listed=_lines, why=_why,
    tones=lambda line: {"waiting": "warn"} if line.waiting else {},
)  # fmt: skip


def show(desk: Desk) -> HttpResponse:
    """One order with its lines."""
    contract = companies.contract(_contract(desk))
    order = desk.given["order"]
    found = orders.order(contract=contract.id, order=order)
    if found is None:
        raise Http404
    total = Status("total", formats.with_currency(found.total, contract.currency), title=_("Amount incl. VAT"))
    heading = {"title": _("Order %(id)s") % {"id": order}, "contract": contract, "order": found}
    apart = orders.apart_of(contract=contract.id, order=order)
    heading |= {"may_let_part": desk.may("let_part"), "is_split": apart is not None and apart.is_split}
    return sheet_page(desk, LINES, "clients", template="office/order.html", status=[total], **heading)


def come_apart(desk: Desk) -> HttpResponse:
    """What was wanted together may come in parts: the manager does it for the buyer, and says why."""
    if desk.request.method != "POST":
        raise Http404
    order, reason = desk.given["order"], desk.request.POST.get("reason", "")
    actions.come_apart(contract=_contract(desk), order=order, actor=desk.actor, at=desk.at, reason=reason)
    return done(desk.request, desk.url("order", order=order), _("What is there may leave now, the rest when it comes"))


def come_together(desk: Desk) -> HttpResponse:
    """What was to come in parts is wanted together after all: the manager says so for the buyer, and why."""
    if desk.request.method != "POST":
        raise Http404
    order, reason = desk.given["order"], desk.request.POST.get("reason", "")
    actions.come_together(contract=_contract(desk), order=order, actor=desk.actor, at=desk.at, reason=reason)
    return done(desk.request, desk.url("order", order=order), _("What is there is held until all of it is"))


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    contract = None if asked.id is None else orders.contract_of(asked.id)
    if contract is not None:
        owner = companies.contract(contract)
        text = f"{owner.company_name} · {_('contract No. %(number)s') % {'number': owner.number}}"
        yield Hit(_("Order %(id)s") % {"id": asked.id}, desk.url("order", order=asked.id or 0), text)


FINDER: Finder[Desk] = Finder("orders", gettext_lazy("Orders"), _hits, may=lambda desk: is_of(desk, CLIENT_DESKS))
