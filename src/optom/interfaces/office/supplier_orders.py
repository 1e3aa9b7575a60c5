"""An order to a supplier: its lines, the workbook that he gets, his confirmation typed or read back from it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts
from optom.interfaces.kit import letters, supplier_books
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, day, number
from optom.interfaces.kit.sheets import Column, Kind, Sheet

from .buying import STATES
from .context import Desk
from .frame import page, sheet_page
from .quotations import TAB

_MOST_TYPED = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SHEET: Sheet[Desk] = Sheet(
    name="supplier-order",
    title=gettext_lazy("Order to a supplier"),
    columns=[
        Column("position", gettext_lazy("No."), Kind.INTEGER, width=60, is_frozen=True),
        Column("article", gettext_lazy("Article"), width=130, tone="strong", on_phone=True),
        Column("number", gettext_lazy("His number"), width=120),
        Column("brand", gettext_lazy("Brand"), width=100),
        Column("name", gettext_lazy("Name"), width=220, grows=True),
        Column("quantity", gettext_lazy("Ordered"), Kind.QUANTITY, width=96, on_phone=True),
        Column("unit", gettext_lazy("Unit"), width=58, tone="dim"),
        Column("waited_for", gettext_lazy("For clients who wait"), Kind.QUANTITY, width=140),
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=100),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("landed", gettext_lazy("Landed cost"), Kind.PRICE, width=110),
        Column("confirmed", gettext_lazy("Confirmed"), Kind.QUANTITY, width=104, on_phone=True),
        Column("confirmed_price", gettext_lazy("Confirmed price"), Kind.PRICE, width=130),
        Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=96),
        Column("came", gettext_lazy("Came"), Kind.QUANTITY, width=90),
        Column("discrepancy", gettext_lazy("Discrepancy"), Kind.QUANTITY, width=110, zero="—", on_phone=True),
    ],
    listed=lambda desk: purchasing.lines(desk.given["order"]),
    empty=gettext_lazy("No line is like that."),
    tones=lambda row: {"discrepancy": "warn"} if row.discrepancy else {},
)  # fmt: skip


def show(desk: Desk) -> HttpResponse:
    """Its lines, and what can be done next."""
    order = _order_of(desk)
    title = _("Order %(number)s · %(supplier)s") % {"number": order.id, "supplier": order.supplier}
    facts = {"order": order, "state": STATES[order.state]}
    return sheet_page(desk, SHEET, TAB, template="office/supplier_order.html", title=title, **facts)


def book(desk: Desk) -> HttpResponse:
    """The workbook that the supplier fills in."""
    order = _order_of(desk)
    content = supplier_books.written(order.id, purchasing.to_confirm(order.id))
    headers = {"Content-Disposition": f'attachment; filename="{supplier_books.name_of(order.id)}"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


def send(desk: Desk) -> HttpResponse:
    """By a letter with the workbook, or it went another way; what can't be posted is not sent."""
    order = _posted(desk)
    with transaction.atomic():
        actions.send(order=order.id, actor=desk.actor, at=desk.at)
        if "by_letter" in desk.request.POST:
            _post(order)
    return done(desk.request, desk.url("supplier-order", order=order.id), _("The order is sent"))


def cancel(desk: Desk) -> HttpResponse:
    """It is ordered no more."""
    order = _posted(desk)
    actions.cancel(order=order.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("supplier-order", order=order.id), _("The order is cancelled"))


def confirm(desk: Desk) -> HttpResponse:
    """The supplier's word, line by line: shown as ordered, then taken as typed or as his workbook says."""
    order = _order_of(desk)
    lines = purchasing.to_confirm(order.id)
    if desk.request.method != "POST":
        facts = {"lines": lines if len(lines) <= _MOST_TYPED else [], "title": _("What the supplier confirms")}
        return page(desk, "office/confirm_supplier_order.html", TAB, order=order, today=business_day(desk.at), **facts)
    said = _sent(desk, lines) if "file" in desk.request.FILES else list(_typed(desk, lines))
    actions.confirm(order=order.id, lines=said, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("supplier-order", order=order.id), _("Confirmed: arrivals are announced"))


def _post(order: OrderFacts) -> None:
    if not order.email:
        raise Refusal("purchasing.no_address")
    content = supplier_books.written(order.id, purchasing.to_confirm(order.id))
    if not letters.order_goods(email=order.email, order=order.id, name=supplier_books.name_of(order.id), book=content):
        raise Refusal("purchasing.not_posted", email=order.email)


def _sent(desk: Desk, lines: Sequence[LineRow]) -> list[Confirmed]:
    file: Any = desk.request.FILES["file"]
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", field="file", bytes=file.size, most=MOST_BYTES)
    return supplier_books.read(file.read(), lines)


def _typed(desk: Desk, lines: Sequence[LineRow]) -> Iterator[Confirmed]:
    """What stands in the fields; a day for all lines is that of those without their own."""
    given = desk.request.POST
    all_on = given.get("expected_on", "").strip()
    form = Form({**given.dict(), **{f"expected_on-{one.id}": _own_day(given, one, all_on) for one in lines}})
    read = [
        Confirmed(
            one.id,
            form.read(f"quantity-{one.id}", number, one.quantity),
            form.read(f"price-{one.id}", number, one.price),
            form.read(f"expected_on-{one.id}", day, business_day(desk.at)),
        )
        for one in lines
    ]
    form.refuse()
    yield from read


def _own_day(given: Any, line: LineRow, all_on: str) -> str:
    return str(given.get(f"expected_on-{line.id}", "")).strip() or all_on


def _order_of(desk: Desk) -> OrderFacts:
    found = purchasing.order(desk.given["order"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> OrderFacts:
    if desk.request.method != "POST":
        raise Http404
    return _order_of(desk)
