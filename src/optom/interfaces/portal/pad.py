"""Rows pasted into a draft: what becomes of a block, and the rows that wait until somebody says what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base import spreadsheet
from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.actions import Formed, Pasted
from optom.domain.orders.rules import Cells, Layout, Left, Role, cells_of
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import told
from optom.interfaces.kit.input import key_of, text_of, whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Cell, Done, Panel, Status

from . import forms, picking
from .context import Desk
from .why import why_unseen

_MARK = "r"
_LEFT_OUT = {
    Left.ABOVE: gettext_lazy("above the headings: %(count)s"),
    Left.NO_QUANTITY: gettext_lazy("without a quantity: %(count)s"),
    Left.NOTHING: gettext_lazy("no goods: %(count)s"),
    refused: bool = False
    Left.TOTAL: gettext_lazy("totals: %(count)s"),
}

_ROLES = {
    Role.NUMBER: gettext_lazy("Number"),
    Role.BRAND: gettext_lazy("Brand"),
    Role.NAME: gettext_lazy("Name"),
    Role.QUANTITY: gettext_lazy("Quantity"),
    Role.UNIT: gettext_lazy("Unit"),
    Role.NOTE: gettext_lazy("Note"),
    Role.OTHER: "—",
}
_SHOWN_ROWS = 8
_NAMED_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Open:
    """A pasted row as a line of the sheet, until it is known what it means."""

    row: orders.OpenRow
    price: None = None
    free: None = None
    multiple: None = None
    sum: None = None
    unit: str = ""

    @property
    def key(self) -> str:
        """Beside the products, which have their own keys."""
        return f"{_MARK}{self.row.id}"

    @property
    def article(self) -> str:
        """The number as written."""
        return self.row.number or self.row.name

    @property
    def brand(self) -> str:
        """As written."""
        return self.row.brand

    @property
    def name(self) -> str:
        """As written."""
        return self.row.name if self.row.number else ""

    @property
    def quantity(self) -> Decimal | None:
        """As written, where it could be read."""
        return self.row.quantity

    @property
    def written(self) -> str:
        """The row itself."""
        return self.row.text

    @property
    def note(self) -> str:
        """Beside it."""
        return self.row.note

    @property
    def trouble(self) -> str:
        """What has to be said of it."""
        if self.row.odd_quantity:
            return _("The quantity “%(text)s” is not clear") % {"text": self.row.odd_quantity}
        choices = len(self.row.choices)
        if not choices:
            return _("Not found: say what it is")
        return ngettext("Is it this one? Choose", "One of %(count)s: choose", choices) % {"count": choices}

    @property
    def source(self) -> str:
        """From nowhere yet."""
        return _("to be named")

    @property
    def tones(self) -> dict[str, str]:
        """It waits for somebody."""
        return {"": "warn", "quantity": "warn" if self.row.odd_quantity else "mine"}


def is_open(key: str) -> bool:
    """Whether a key of the draft's sheet is that of an open row."""
    return key.startswith(_MARK)


def parted(keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """The open rows and the products among keys of the draft's sheet."""
    return [whole(key[1:]) for key in keys if is_open(key)], [whole(key) for key in keys if not is_open(key)]


def open_rows(desk: Desk, draft: int, rows: Sequence[int] | None = None) -> list[Open]:
    """The rows that wait, or some of them."""
    return [Open(row) for row in orders.open_rows(contract=desk.contract.id, draft=draft, rows=rows)]


def type_quantities(desk: Desk, draft: int, cells: Sequence[Cell]) -> list[tuple[Cell, Refusal]]:
    """Quantities typed into open rows; those that are none."""
    wanted: dict[int, Decimal] = {}
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            wanted[whole(cell.key[1:])] = picking.quantity_typed(cell)
        except Refusal as refusal:
            refused.append((cell, refusal))
    actions.set_open_quantities(contract=desk.contract.id, draft=draft, quantities=wanted)
    return refused


def counted(desk: Desk, draft: int) -> orders.PastedCount:
    """How many rows wait for an answer, and how many were left out: as they are when it is first asked."""
    return desk.once("pasted", lambda: orders.count_pasted(contract=desk.contract.id, draft=draft))


def waiting(desk: Desk, draft: int) -> Status:
    """How many rows wait for an answer; nothing where none does."""
    count = counted(desk, draft).open
    text = ngettext("%(count)s row to be named", "%(count)s rows to be named", count) % {"count": count}
    return Status("open", text if count else "", tone="warn" if count else "")


def paste(desk: Desk, given: Mapping[str, Any]) -> Done:
    """A pasted text or a file goes into the draft; the answer says what became of every row.

    Where it is not clear what the columns hold, and for a file of a new shape, that is asked first.
    """
    desk.require("draft")
    return _pasted(desk, desk.given["draft"], given)


@transaction.atomic
def paste_in_catalog(desk: Desk, given: Mapping[str, Any]) -> Done:
    """The same where a buyer picks: into the draft he fills, which opens to show what became of the rows."""
    desk.require("draft")
    draft = picking.current_draft(desk)
    return _pasted(desk, picking.new_draft(desk) if draft is None else draft, given)


def _pasted(desk: Desk, draft: int, given: Mapping[str, Any]) -> Done:
    cells, is_file = _cells(given)
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft, "cells": cells}
    layout = actions.layout_of(**own)
    roles = _roles(given, len(layout.roles))
    if roles:
        layout = Layout(roles, layout.head, is_sure=True, is_told=True)
        actions.remember_layout(**own, layout=layout)
    if not layout.is_sure or (is_file and not layout.is_told):
        return Done(form=_columns(desk, cells, layout), reload=False)
    if Role.KEY in layout.roles and "sure" not in given and (form := forms.consequence(desk, draft, cells, layout)):
        return Done(form=form, reload=False)
    pasted = actions.paste(**own, layout=layout, key=key_of(desk.request), actor=desk.actor, at=desk.at)
    here = desk.url("draft", draft=draft)
    undo = desk.url("unpaste", draft=draft, paste=pasted.paste) if pasted.paste else ""
    location = "" if desk.request.path.startswith(here) else here
    message = "; ".join([said(pasted), *_unread(given)])
    return Done(message, location=location, undo=undo, about=_left_out(desk, draft, pasted))


def _unread(given: Mapping[str, Any]) -> Iterator[str]:
    """Of a workbook one sheet is read: the names of the others, so that nobody thinks they were."""
    file = given.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return
    file.seek(0)
    content = file.read(spreadsheet.MOST_BYTES + 1)
    names = [] if spreadsheet.is_text(content) else spreadsheet.unread_sheets(content)
    if names:
        more = "…" if len(names) > _NAMED_CHANGES else ""
        yield _("other sheets are not read: %(names)s") % {"names": ", ".join(names[:_NAMED_CHANGES]) + more}


def _left_out(desk: Desk, draft: int, pasted: Pasted) -> About | None:
    """Where the rows stand that were left out."""
    return About(_("What was left out"), desk.url("left-out", draft=draft)) if pasted.left_out else None


def _cells(given: Mapping[str, Any]) -> tuple[Cells, bool]:
    """The block, and whether it came as a file."""
    file = given.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return cells_of(text_of(given, "text")), False
    content = file.read(spreadsheet.MOST_BYTES + 1)
    if spreadsheet.is_text(content):
        return cells_of(spreadsheet.text_of(content)), True
    return spreadsheet.rows_of(content), True


def _roles(given: Mapping[str, Any], width: int) -> tuple[Role, ...]:
    """What a person said of the columns; nothing where he was not asked. Refuses ``orders.columns_without_goods``."""
    if "role0" not in given:
        return ()
    known = {str(role): role for role in Role}
    roles = tuple(known.get(str(given.get(f"role{place}")), Role.OTHER) for place in range(width))
    if not {Role.NUMBER, Role.NAME} & set(roles):
        raise Refusal("orders.columns_without_goods")
    return roles


def _columns(desk: Desk, cells: Cells, layout: Layout) -> str:
    """The first rows under what each column is taken for, to be corrected."""
    shown = [row for row in cells[(layout.head or 0) :] if any(row)][:_SHOWN_ROWS]
    width = len(layout.roles)
    facts = {
        "roles": [(f"role{place}", str(role)) for place, role in enumerate(layout.roles)],
        "names": [(str(role), name) for role, name in _ROLES.items()],
        "rows": [[*row, *[""] * (width - len(row))] for row in shown],
        "has_heads": layout.head is not None,
        "total": len(cells),
    }
    return render_to_string("portal/columns.html", facts, desk.request)


def said(pasted: Pasted) -> str:
    """Recognised 480 rows; to be named: 20; left out: totals: 1, without a quantity: 3."""
    count = pasted.recognised
    parts = [ngettext("Recognised %(count)s row", "Recognised %(count)s rows", count) % {"count": _whole(count)}]
    if pasted.products != count:
        parts.append(
            ngettext("they make %(count)s line", "they make %(count)s lines", pasted.products)
            % {"count": _whole(pasted.products)}
        )
    if pasted.open:
        parts.append(_("to be named: %(count)s") % {"count": _whole(pasted.open)})
    parts += _formed(pasted)
    if pasted.left_out:
        reasons = [str(_LEFT_OUT[reason]) % {"count": _whole(n)} for reason, n in pasted.left_out.items()]
        parts.append(_("left out: %(reasons)s") % {"reasons": ", ".join(reasons)})
    return "; ".join(parts)


def _formed(pasted: Pasted) -> list[str]:
    """What our own form did to the lines it found: changed: 2 (6204-2RS 20 → 30, A-1250 4 → 5); as before: 7."""
    out = [line for line in pasted.formed if not line.after]
    changed = [line for line in pasted.formed if line.after and line.before != line.after]
    same = len(pasted.formed) - len(changed) - len(out)
    return [
        *([_("taken out: %(count)s (%(lines)s)") % {"count": _whole(len(out)), "lines": _named(out)}] if out else []),
        *([_("changed: %(count)s (%(lines)s)") % {"count": _whole(len(changed)), "lines": _named(changed)}]
          if changed else []),
        *([_("as before: %(count)s") % {"count": _whole(same)}] if same else []),
    ]  # fmt: skip


def _named(lines: Sequence[Formed]) -> str:
    """6204-2RS 20 → 30, A-1250 4 → 5…"""
    named = (
        f"{line.number} {formats.quantity(line.before)} → {formats.quantity(line.after)}"
        for line in lines[:_NAMED_CHANGES]
    )
    return ", ".join(named) + ("…" if len(lines) > _NAMED_CHANGES else "")


def _whole(count: int) -> str:
    return formats.quantity(Decimal(count))


def unpaste(desk: Desk) -> HttpResponse:
    """Take the block back."""
    if desk.request.method != "POST":
        raise Http404
    actions.unpaste(contract=desk.contract.id, draft=desk.given["draft"], paste=desk.given["paste"])
    return told(_("The pasted rows are taken back"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A product that an open row may mean."""

    row: assortment.ProductRow
    free: Decimal
    alike: int

    @property
    def coming(self) -> Decimal:
        """On its way."""
        return self.row.coming or Decimal(0)


def panel(desk: Desk, draft: int, key: str) -> Panel | None:
    """What an open row may mean, at its price and with what is free; where nothing is known, what looks like it."""
    row = next(iter(orders.open_rows(contract=desk.contract.id, draft=draft, rows=parted([key])[0])), None)
    if row is None:
        return None
    products = list(row.choices) or actions.alike(contract=desk.contract.id, text=row.number or row.name, at=desk.at)
    found = assortment.rows(contract=desk.contract.id, products=products, at=desk.at)
    brands = orders.brands_of_open(draft=draft)
    facts = {
        "row": row,
        "choices": [Choice(one, sum(one.free.values(), Decimal(0)), brands.get(one.brand, 0)) for one in found],
        "is_alike": not row.choices,
        "why": "" if row.choices or not row.number else why_unseen(desk, row.number)["line"],
        "draft": draft,
    }
    return Panel(row.text, "portal/panels/open_row.html", facts)


def answer(desk: Desk) -> HttpResponse:
    """What a person says of an open row: this product, this brand for all such rows, another number, or not wanted."""
    if desk.request.method != "POST":
        raise Http404
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": desk.given["draft"]}
    row, given, key = desk.given["row"], desk.request.POST, uuid4().hex
    undo = desk.url("unanswer", draft=desk.given["draft"], answer=key)
    if "drop" in given:
        actions.drop([row], **own)
        return told(_("The row is taken out"))
    if "brand_of" in given:
        return _take_brand(desk, whole(given["brand_of"]), key, undo)
    if "product" in given:
        actions.answer(**own, answers={row: whole(given["product"])}, at=desk.at, key=key)
        return told(_("Taken; next time the same row will not be asked"), undo=undo)
    is_clear = actions.rewrite(**own, row=row, text=given.get("text", ""), at=desk.at)
    return told(_("Found") if is_clear else _("Choose what it is"))


def _take_brand(desk: Desk, product: int, key: str, undo: str) -> HttpResponse:
    """All rows that may mean exactly one product of this one's brand mean it, until that is taken back."""
    found = assortment.card(contract=desk.contract.id, product=product)
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": desk.given["draft"], "at": desk.at}
    count = actions.take_brand(**own, brand=found.brand_id, key=key) if found else 0
    text = ngettext("%(brand)s is remembered for %(count)s row", "%(brand)s is remembered for %(count)s rows", count)
    return told(text % {"brand": found.brand if found else "", "count": count}, undo=undo if count else "")


def unanswer(desk: Desk) -> HttpResponse:
    """What was said is taken back: the rows are open again, and will be asked about the next time too."""
    if desk.request.method != "POST":
        raise Http404
    count = actions.unanswer(contract=desk.contract.id, draft=desk.given["draft"], key=desk.given["answer"])
    return told(ngettext("%(count)s row is open again", "%(count)s rows are open again", count) % {"count": count})
