"""A supplier answers a request for quotation by his link (ADR 0061): he fills in a grid, and sees his own alone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.listing import Asked, Part
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.bargaining import actions
from optom.domain.bargaining import queries as bargaining
from optom.domain.bargaining.actions import CURRENCIES, OfAll
from optom.domain.bargaining.queries import AskedRow, HeldLink
from optom.domain.bargaining.rules import Reply
from optom.interfaces.kit import limits, price_books
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Malformed, count, day, in_field, number
from optom.interfaces.kit.sheets import Cell, Column, Edited, Kind, Sheet, part_of
from optom.interfaces.kit.sheets.answering import described

from .doors import READ, TEN_MINUTES, opened_by, too_often

_MOST_EDITS, _MOST_SENT = 3000, 60
_SHEET_METHODS = frozenset({*READ, "POST"})
_CHOICES = {one: one for one in sorted(CURRENCIES, key=lambda one: (one != "RUB", one))}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who holds a supplier's link; for sheets he is nobody of ours."""

    request: HttpRequest
    at: datetime
    secret: str
    link: HeldLink
    rights: Collection[str] = frozenset()
    actor: int = 0
    company: None = None

    def url(self, name: str) -> str:
        """An address under the link."""
        return reverse(f"portal:{name}", args=[self.secret])


View = Callable[[Visit], HttpResponseBase]


def by_link(view: View) -> Callable[..., HttpResponseBase]:
    """Show the page to whoever holds a supplier's link."""
    return opened_by(bargaining.held_link, _shown(view), methods=READ)


def by_form(view: View) -> Callable[..., HttpResponseBase]:
    """Take what whoever holds a supplier's link has filled in."""
    return opened_by(bargaining.held_link, _limited(view, _MOST_SENT), methods=frozenset({"POST"}))


def in_grid(view: View) -> Callable[..., HttpResponseBase]:
    """What the grid asks and sends, cell by cell: counted apart from pages, for it asks often."""
    return opened_by(bargaining.held_link, _limited(view, _MOST_EDITS), methods=_SHEET_METHODS, is_counted=False)


def _shown(view: View) -> Callable[..., HttpResponseBase]:
    def shown(request: HttpRequest, secret: str, link: HeldLink, _given: Mapping[str, Any]) -> HttpResponseBase:
        return view(Visit(request, timezone.now(), secret, link))

    shown.__module__ = view.__module__
    return shown


def _limited(view: View, most: int) -> Callable[..., HttpResponseBase]:
    def limited(visit: Visit) -> HttpResponseBase:
        if limits.is_too_often(f"asked-{most}", str(visit.link.id), most=most, seconds=TEN_MINUTES):
            return too_often(visit.request)
        return view(visit)

    return _shown(limited)


def _rows(_visit: Visit, asked: Asked) -> Part:
    return part_of(bargaining.asked_lines(), _COLUMNS, asked)


def _keyed(_visit: Visit, keys: Sequence[str]) -> list[AskedRow]:
    return [row for row in bargaining.asked_lines() if str(row.id) in keys]


def _edit(visit: Visit, cells: Sequence[Cell], _key: str) -> Edited:
    """What can be read and kept of each line is kept at once; the rest is told cell by cell."""
    known = {str(row.id): row for row in bargaining.asked_lines()}
    typed: dict[str, list[Cell]] = {}
    refused = [(cell, Refusal("bargaining.no_line")) for cell in cells if cell.key not in known]
    for cell in cells:
        if cell.key in known:
            typed.setdefault(cell.key, []).append(cell)
    replies = [_reply(known[key], own, refused) for key, own in typed.items()]
    actions.keep(held=visit.link, replies=replies)
    return Edited(refused)


def _reply(row: AskedRow, cells: Sequence[Cell], refused: list[tuple[Cell, Refusal]]) -> Reply:
    """The line as it becomes; a cell that can't be taken leaves what stood there."""
    reply = _of(row)
    for cell in cells:
        try:
            told = replace(reply, **{cell.column: _READ[cell.column](cell.value.strip())})
        except Refusal as refusal:
            refused.append((cell, refusal))
            continue
        wrong = [refusal for column, refusal in actions.objections(told) if column == cell.column]
        refused.extend((cell, refusal) for refusal in wrong)
        reply = reply if wrong else told
    return reply


def _of(row: AskedRow) -> Reply:
    return Reply(row.id, row.price, row.currency, row.quantity, row.multiple, row.lead_days, row.comment)


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_READ: Mapping[str, Callable[[str], Any]] = {
    "price": _or_none(number),
    "currency": lambda text: text.upper() or "RUB",
    "quantity": _or_none(number),
    "multiple": _or_none(number),
    "lead_days": _or_none(count),
    "comment": str,
}
_COLUMNS = [
    Column("position", gettext_lazy("No."), Kind.INTEGER, width=54, is_frozen=True),
    Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
    Column("number", gettext_lazy("Your number"), width=120),
    Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
    Column("name", gettext_lazy("Name"), width=220, grows=True, on_phone=True),
    Column("asked", pgettext_lazy("quotation", "Asked for"), Kind.QUANTITY, width=96, on_phone=True),
    Column("unit", gettext_lazy("Unit"), width=58, tone="dim", on_phone=True),
    Column("price", gettext_lazy("Your price per unit"), Kind.PRICE, width=170, is_editable=True, on_phone=True),
    Column("currency", gettext_lazy("Currency"), Kind.CHOICE, width=86, choices=_CHOICES, is_editable=True,
           on_phone=True),
    Column("quantity", gettext_lazy("You can give"), Kind.QUANTITY, width=110, is_editable=True, on_phone=True,
           hint=gettext_lazy("Empty: all that is asked for")),
    Column("multiple", gettext_lazy("In multiples of"), Kind.QUANTITY, width=110, is_editable=True),
    Column("lead_days", gettext_lazy("Comes in, days"), Kind.INTEGER, width=150, is_editable=True, on_phone=True),
    Column("comment", gettext_lazy("Comment"), width=200, is_editable=True),
]  # fmt: skip

SHEET: Sheet[Visit] = Sheet(
    name="asked-prices",
    title=gettext_lazy("Request for quotation"),
    columns=_COLUMNS,
    rows=_rows,
    keyed=_keyed,
    edit=_edit,
    empty=gettext_lazy("Nothing is asked for."),
    tones=lambda row: {"article": "good"} if row.is_awarded else {},
    keeps_views=False,
)
FIXED: Sheet[Visit] = replace(SHEET, edit=None, columns=[replace(one, is_editable=False) for one in _COLUMNS])


def show(visit: Visit) -> HttpResponse:
    """The grid, and what he says of all lines together; closed, it is only read."""
    address = limits.address_of(visit.request)
    actions.use_link(held=visit.link, address=address, at=visit.at)
    sheet = SHEET if visit.link.is_open else FIXED
    context = {
        "link": visit.link,
        "title": visit.link.title,
        "description": described(sheet, visit, visit.request.path),
        "send_url": visit.url("send-asked-prices"),
        "book_url": visit.url("asked-prices-book"),
        "upload_url": visit.url("upload-asked-prices"),
        "awarded": sum(row.is_awarded for row in bargaining.asked_lines()),
    }
    return render(visit.request, "portal/asked_prices.html", context)


def book(visit: Visit) -> HttpResponse:
    """The same as a workbook, to be filled in and sent back."""
    content = price_books.written(f"RFQ-{visit.link.request}", bargaining.asked_lines())
    headers = {"Content-Disposition": f'attachment; filename="RFQ-{visit.link.request}.xlsx"'}
    return HttpResponse(content, content_type=price_books.XLSX, headers=headers)


def upload(visit: Visit) -> HttpResponse:
    """The workbook that he has filled in stands in the grid; it is not sent yet."""
    file = visit.request.FILES.get("file")
    if file is None:
        raise Refusal("input.required", field="file")
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", field="file", bytes=file.size, most=MOST_BYTES)
    replies = price_books.read(file.read(), [_of(row) for row in bargaining.asked_lines()])
    actions.keep(held=visit.link, replies=replies)
    told = ngettext("%(count)s line is filled in", "%(count)s lines are filled in", len(replies)) % {
        "count": len(replies)
    }
    return done(visit.request, visit.url("asked-prices"), told)


def send(visit: Visit) -> HttpResponse:
    """His prices count from now on; he may send others as long as the request is open."""
    given = visit.request.POST
    if given.get("with_vat") not in {"1", "0"}:
        raise Malformed("input.not_a_key", value=given.get("with_vat", "")[:40])
    until = in_field("valid_until", day, given["valid_until"]) if given.get("valid_until", "").strip() else None
    of_all = OfAll(given["with_vat"] == "1", until, given.get("note", ""))
    sent = actions.send(held=visit.link, of_all=of_all, address=limits.address_of(visit.request), at=visit.at)
    told = ngettext("Sent: the price of %(count)s line", "Sent: prices of %(count)s lines", sent) % {"count": sent}
    return done(visit.request, visit.url("asked-prices"), told)
