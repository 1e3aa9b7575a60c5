"""An order to a supplier: the file that he gets, his confirmation, what becomes of lines beyond tolerance."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts, SaidRow
from optom.interfaces.kit import letters, order_files
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, day, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Kind, Picked, Sheet

from .buying import STATES, orders_made
from .context import Desk
from .frame import page, sheet_page
from .quotations import TAB
from .terms_acts import reason_asked

_MOST_TYPED = 200
_DOUBTS = {
    "price": pgettext_lazy("of a confirmation", "price"),
    "day": pgettext_lazy("of a confirmation", "day"),
    "quantity": pgettext_lazy("of a confirmation", "more than ordered"),
}


def doubt_words(row: LineRow | SaidRow) -> str:
    """In what a confirmation is beyond what goes on by itself."""
    return ", ".join(str(_DOUBTS[one]) for one in row.doubt.split())


def tones_of_doubt(row: LineRow | SaidRow, **columns: str) -> dict[str, str]:
    """Where each doubt is seen."""
    return {columns[one]: "bad" for one in row.doubt.split()} | ({"doubt": "bad"} if row.doubt else {})


def _accept(desk: Desk, picked: Picked) -> Done:
    if "reason" not in picked.given:
        return reason_asked(desk, _("The lines come as the supplier says; who waits for them is told."))
    actions.accept_lines(**_decided(desk, picked))
    return Done(_("Accepted: arrivals are announced"), location=_own(desk))


def _drop(desk: Desk, picked: Picked) -> Done:
    if "reason" not in picked.given:
        return reason_asked(desk, _("The lines do not come; what they were for is short again."))
    actions.drop_lines(**_decided(desk, picked))
    return Done(_("Cancelled: they are short again"), location=_own(desk))


def _move(desk: Desk, picked: Picked) -> Done:
    """To whoever is the next best of those who offer each."""
    if "reason" not in picked.given:
        lines = [whole(key) for key in picked.keys]
        rows = purchasing.next_best(order=desk.given["order"], lines=lines, at=desk.at)
        words = _("What is still needed is ordered of next best suppliers, for the same clients.")
        facts = {"rows": rows, "words": words}
        return Done(form=render_to_string("office/acts/next_best.html", facts, request=desk.request))
    made = actions.move_lines(**_decided(desk, picked))
    return Done(orders_made(made), location=desk.url("supplier-orders"))


def _own(desk: Desk) -> str:
    """The page tells beside its lines how many of them wait."""
    return desk.url("supplier-order", order=desk.given["order"])


def _decided(desk: Desk, picked: Picked) -> dict[str, Any]:
    lines = [whole(key) for key in picked.keys]
    reason = picked.given["reason"]
    return {"order": desk.given["order"], "lines": lines, "reason": reason, "actor": desk.actor, "at": desk.at}


def _tones(row: LineRow) -> dict[str, str]:
    tones = {} if row.confirmed is None or row.confirmed >= row.quantity else {"confirmed": "warn"}
    tones |= tones_of_doubt(row, price="confirmed_price", day="expected_on", quantity="confirmed")
    return tones | {one: "warn" for one in ("discrepancy", "damaged", "paper_price") if getattr(row, one)}


SHEET: Sheet[Desk] = Sheet(
    name="supplier-order",
    title=gettext_lazy("Order to a supplier"),
    columns=[
        Column("position", gettext_lazy("No."), Kind.INTEGER, width=50, is_frozen=True),
        Column("article", gettext_lazy("Article"), width=116, tone="strong", is_frozen=True, on_phone=True),
        Column("brand", gettext_lazy("Brand"), width=84, on_phone=True),
        Column("name", gettext_lazy("Name"), width=130, grows=True),
        Column("quantity", gettext_lazy("Ordered"), Kind.QUANTITY, width=84, on_phone=True),
        Column("unit", gettext_lazy("Unit"), width=48, tone="dim"),
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=84),
        Column("currency", gettext_lazy("Currency"), width=70, tone="dim"),
        Column("confirmed", gettext_lazy("Confirmed"), Kind.QUANTITY, width=124, on_phone=True),
        Column("confirmed_price", gettext_lazy("Confirmed price"), Kind.PRICE, width=176),
        Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=92, on_phone=True),
        Column("doubt", gettext_lazy("Waits because of"), width=190, value=doubt_words, on_phone=True, is_named=True),
        Column("waited_for", gettext_lazy("For clients who wait"), Kind.QUANTITY, width=172),
        Column("came", gettext_lazy("Came"), Kind.QUANTITY, width=90),
        Column("awaited", gettext_lazy("Still to come"), Kind.QUANTITY, width=120),
        Column("damaged", gettext_lazy("Came damaged"), Kind.QUANTITY, width=176),
        Column("paper_price", gettext_lazy("Price on paper"), Kind.PRICE, width=150),
        Column("discrepancy", gettext_lazy("Discrepancy"), Kind.QUANTITY, width=110, zero="—", on_phone=True),
        Column("landed", gettext_lazy("Landed cost"), Kind.PRICE, width=130),
        Column("number", gettext_lazy("His number"), width=120),
        Column("due_on", gettext_lazy("Was due"), Kind.DATE, width=130, is_hidden=True),
    ],
    listed=lambda desk: purchasing.lines(desk.given["order"]),
    empty=gettext_lazy("No line is like that."),
    acts=[
        Act("accept", gettext_lazy("Accept…"), _accept),
        Act("next", gettext_lazy("Next best offer…"), _move),
        Act("drop", gettext_lazy("Does not come…"), _drop, is_dangerous=True),
    ],
    tones=_tones,
)  # fmt: skip


def show(desk: Desk) -> HttpResponse:
    """Its lines, and what can be done next."""
    order = _order_of(desk)
    title = _("Order %(number)s · %(supplier)s") % {"number": order.id, "supplier": order.supplier}
    facts = {"order": order, "state": STATES["doubted" if order.doubts else order.state],
             "receipts": purchasing.receipts(order.id)}  # fmt: skip
    return sheet_page(desk, SHEET, TAB, template="office/supplier_order.html", title=title, **facts)


def book(desk: Desk) -> HttpResponse:
    """The workbook that the supplier fills in, or the file for his program."""
    form = desk.request.GET.get("form", "xlsx")
    if form not in order_files.SHAPES:
        raise Http404
    file, kind = order_files.written(_order_of(desk), form)
    named = content_disposition_header(True, file.name) or "attachment"  # noqa: FBT003 -- Django's signature
    return HttpResponse(file.content, content_type=kind, headers={"Content-Disposition": named})


def send(desk: Desk) -> HttpResponse:
    """By a letter with the file that he works with, or it went another way; what can't be posted is not sent."""
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
    said = _sent(desk, order, lines) if "file" in desk.request.FILES else list(_typed(desk, lines))
    doubted = actions.confirm(order=order.id, lines=said, actor=desk.actor, at=desk.at)
    told = ngettext("%(count)s line waits for your word", "%(count)s lines wait for your word", doubted)
    answer = told % {"count": doubted} if doubted else _("Confirmed: arrivals are announced")
    return done(desk.request, desk.url("supplier-order", order=order.id), answer)


def _post(order: OrderFacts) -> None:
    if not order.email:
        raise Refusal("purchasing.no_address")
    file, kind = order_files.written(order, order.form)
    if not letters.order_goods(email=order.email, order=order.id, name=file.name, content=file.content, kind=kind):
        raise Refusal("purchasing.not_posted", email=order.email)


def _sent(desk: Desk, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    file: Any = desk.request.FILES["file"]
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", field="file", bytes=file.size, most=MOST_BYTES)
    return order_files.read(file.read(), order, lines)


def _typed(desk: Desk, lines: Sequence[LineRow]) -> Iterator[Confirmed]:
    """What stands in the fields; a day for all lines is that of those without their own, else each comes when due."""
    form, today = Form(desk.request.POST.dict()), business_day(desk.at)
    is_needed = any(not (one.due_on or form.text(f"expected_on-{one.id}").strip()) for one in lines)
    for_all = form.read("expected_on", day, today) if is_needed or form.text("expected_on").strip() else None
    read = [
        Confirmed(
            one.id,
            form.read(f"quantity-{one.id}", number, one.quantity),
            form.read(f"price-{one.id}", number, one.price),
            _own_day(form, one, today) or for_all or one.due_on or today,
        )
        for one in lines
    ]
    form.refuse()
    yield from read


def _own_day(form: Form, line: LineRow, today: date) -> date | None:
    name = f"expected_on-{line.id}"
    return form.read(name, day, today) if form.text(name).strip() else None


def _order_of(desk: Desk) -> OrderFacts:
    found = purchasing.order(desk.given["order"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> OrderFacts:
    if desk.request.method != "POST":
        raise Http404
    return _order_of(desk)
