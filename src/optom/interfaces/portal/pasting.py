"""Blocks that are pasted or uploaded: asked about where it is not clear what they hold, and taken into the draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base import spreadsheet
from optom.base.refusal import Refusal
from optom.base.spreadsheet import BookSheet
from optom.domain.orders import actions
from optom.domain.orders.actions import Formed, Pasted
from optom.domain.orders.rules import Layout, Left, Role, Table, cells_of
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import key_of, text_of
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Done

from . import forms, picking
from .context import Desk

_LEFT_OUT = {
    Left.ABOVE: gettext_lazy("above the headings: %(count)s"),
    Left.NO_QUANTITY: gettext_lazy("without a quantity: %(count)s"),
    Left.NOTHING: gettext_lazy("no goods: %(count)s"),
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
class _Came:
    """A sheet of what came, with what its columns are taken for; ``place`` is its place in the workbook."""

    place: int
    sheet: BookSheet
    layout: Layout

    @property
    def table(self) -> Table:
        """For the draft."""
        return Table(self.sheet.rows, self.layout, self.sheet.name)

    @property
    def is_read(self) -> bool:
        """What is too long is not read in part."""
        return not (self.layout.is_left or (self.sheet.name and self.sheet.is_too_long))

    @property
    def is_ours(self) -> bool:
        """Our own form says itself what its columns hold."""
        return Role.KEY in self.layout.roles

    @property
    def roles(self) -> list[tuple[str, str]]:
        """What each column is taken for, by the name of its field."""
        return [(f"role{self.place}-{x}", str(role)) for x, role in enumerate(self.layout.roles)]

    @property
    def shown(self) -> list[list[str]]:
        """The first rows, from the headings on."""
        width = len(self.layout.roles)
        rows = [row for row in self.sheet.rows[(self.layout.head or 0) :] if any(row)]
        return [[*row, *[""] * (width - len(row))] for row in rows[:_SHOWN_ROWS]]


def paste(desk: Desk, given: Mapping[str, Any]) -> Done:
    """A pasted text or a file goes into the draft; the answer says what became of every row.

    Where it is not clear what the columns hold, and for a file of a new shape, that is asked first; of a workbook of
    several sheets also which of them are meant.
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
    sheets, is_file = _sheets(given)
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft}
    unread = [actions.Unread(sheet.name, sheet.rows, is_hidden=sheet.is_hidden) for sheet in sheets]
    layouts = actions.layouts_of(**own, sheets=unread)
    came = [_Came(place, *one) for place, one in enumerate(zip(sheets, layouts, strict=True))]
    if "mapped" in given:
        came = [_mapped(one, given) for one in came]
        _refuse_nothing(came)
        actions.remember_layouts(**own, tables=[one.table for one in came if one.is_read or not one.sheet.is_too_long])
    elif _is_unclear(came, is_file=is_file):
        return Done(form=_columns(desk, came), reload=False)
    tables = [one.table for one in came if one.is_read]
    is_ours = any(one.is_ours for one in came if one.is_read)
    if is_ours and "sure" not in given and (form := forms.consequence(desk, draft, tables)):
        return Done(form=form, reload=False)
    pasted = actions.paste(**own, tables=tables, key=key_of(desk.request), actor=desk.actor, at=desk.at)
    return _done(desk, draft, pasted, came)


def _done(desk: Desk, draft: int, pasted: Pasted, came: Sequence[_Came]) -> Done:
    here = desk.url("draft", draft=draft)
    undo = desk.url("unpaste", draft=draft, paste=pasted.paste) if pasted.paste else ""
    location = "" if desk.request.path.startswith(here) else here
    message = "; ".join([said(pasted), *_unread(came)])
    return Done(message, location=location, undo=undo, about=_left_out(desk, draft, pasted))


def _unread(came: Sequence[_Came]) -> Iterator[str]:
    """Sheets and columns of which nothing was read, by their names: nobody is to think that they were."""
    if names := [_named_sheet(one.sheet) for one in came if not one.is_read]:
        yield _("sheets not read: %(names)s") % {"names": ", ".join(names)}
    if cut := [one for one in came if one.is_read and one.sheet.more_columns]:
        facts = {"most": spreadsheet.MOST_COLUMNS, "count": sum(one.sheet.more_columns for one in cut)}
        yield _("columns after the first %(most)s are not read: %(count)s") % facts


def _named_sheet(sheet: BookSheet) -> str:
    """Прайс (300), Справочник (скрыт, 12)."""
    rows = _whole(spreadsheet.MOST_ROWS if sheet.is_too_long else len(sheet.rows))
    count = _("more than %(count)s") % {"count": rows} if sheet.is_too_long else rows
    hidden = _("hidden")
    return f"{sheet.name} ({hidden}, {count})" if sheet.is_hidden else f"{sheet.name} ({count})"


def _left_out(desk: Desk, draft: int, pasted: Pasted) -> About | None:
    """Where the rows stand that were left out."""
    return About(_("What was left out"), desk.url("left-out", draft=draft)) if pasted.left_out else None


def _sheets(given: Mapping[str, Any]) -> tuple[list[BookSheet], bool]:
    """What came, and whether it came as a file; only where there are several does it matter what a sheet is called."""
    file = given.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return [BookSheet("", cells_of(text_of(given, "text")))], False
    content = file.read(spreadsheet.MOST_BYTES + 1)
    if spreadsheet.is_text(content):
        return [BookSheet("", cells_of(spreadsheet.text_of(content)))], True
    sheets = spreadsheet.sheets_of(content) or [BookSheet("", [])]
    return (sheets if len(sheets) > 1 else [replace(sheets[0], name="")]), True


def _is_unclear(came: Sequence[_Came], *, is_file: bool) -> bool:
    """Whether a person has to be asked: of a sheet that is read, what it holds; whether a hidden one is meant."""
    read = [one for one in came if one.is_read]
    is_told = all(one.layout.is_told for one in read)
    return not read or not all(one.layout.is_sure for one in read) or (is_file and not is_told)


def _mapped(one: _Came, given: Mapping[str, Any]) -> _Came:
    """What a person has said of the sheet and of its columns."""
    if one.sheet.name and f"sheet{one.place}" not in given:
        return replace(one, layout=replace(one.layout, is_left=True))
    if one.is_ours:
        return replace(one, layout=replace(one.layout, is_left=False))
    known = {str(role): role for role in Role}
    roles = tuple(known.get(str(given.get(name)), Role.OTHER) for name, _role in one.roles)
    return replace(one, layout=Layout(roles, one.layout.head, is_sure=True, is_told=True))


def _refuse_nothing(came: Sequence[_Came]) -> None:
    """Refuses ``orders.sheets_unchosen``, ``orders.columns_without_goods``, ``orders.sheet_without_goods``."""
    read = [one for one in came if one.is_read]
    if not read:
        raise Refusal("orders.sheets_unchosen")
    for one in read:
        if not {Role.NUMBER, Role.NAME} & set(one.layout.roles):
            code = "orders.sheet_without_goods" if one.sheet.name else "orders.columns_without_goods"
            raise Refusal(code, sheet=one.sheet.name)


def _columns(desk: Desk, came: Sequence[_Came]) -> str:
    """The first rows of each sheet under what its columns are taken for, to be corrected."""
    facts = {
        "sheets": came,
        "names": [(str(role), name) for role, name in _ROLES.items()],
        "most_columns": spreadsheet.MOST_COLUMNS,
        "most_rows": spreadsheet.MOST_ROWS,
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
