"""What pasted blocks have left out, row by row with the reason; it can be put into the draft by hand."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.listing import Listed
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import Left
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Act, Cell, Column, Done, Facet, Kind, Picked, Sheet, Status

from . import pad, pasting, picking
from .checkout import known_draft
from .context import Desk
from .frame import headroom_of, sheet_page

_MOST_ASKED = 100
_REASONS = {
    str(Left.NOTHING): gettext_lazy("names no goods"),
    str(Left.NO_QUANTITY): gettext_lazy("no quantity beside it"),
    str(Left.TOTAL): gettext_lazy("a total"),
    str(Left.ABOVE): gettext_lazy("above the headings"),
}


def status(desk: Desk, draft: int) -> Status:
    """How many rows were left out; nothing where none was."""
    count = pad.counted(desk, draft).left_out
    if not count:
        return Status("left", "")
    return Status("left", str(count), title=_("Left out"), url=desk.url("left-out", draft=draft))


def _rows(desk: Desk) -> Listed:
    return orders.left_out(contract=desk.contract.id, draft=known_draft(desk))


def _columns(desk: Desk) -> list[Column]:
    """Sheets are named where a workbook of several was read."""
    has_sheets = pad.counted(desk, desk.given["draft"]).has_sheets
    return [
        *([Column("sheet", _("Sheet"), width=120, on_phone=True)] if has_sheets else []),
        Column("position", _("Row"), Kind.INTEGER, width=64, is_frozen=not has_sheets, on_phone=True),
        Column("text", _("As written"), width=420, grows=True, on_phone=True),
        Column("reason", _("Why it was left out"), Kind.CHOICE, width=190, choices=_REASONS, on_phone=True),
    ]


def _take(desk: Desk, picked: Picked) -> Done:
    """Into the draft after all, once it is said what they mean and how much of it is wanted."""
    rows: list[orders.LeftRow] = _rows(desk).keyed([whole(key) for key in picked.keys])
    if "sure" not in picked.given:
        shown = rows if len(rows) <= _MOST_ASKED else []
        facts = {"rows": shown, "count": len(rows)}
        return Done(form=render_to_string("portal/acts/take_in.html", facts, desk.request), reload=False)
    draft = desk.given["draft"]
    said = {row.id: _said(picked, row) for row in rows}
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft, "actor": desk.actor, "at": desk.at}
    pasted = actions.take_in(rows=said, key=picked.key, **own)
    undo = desk.url("unpaste", draft=draft, paste=pasted.paste) if pasted.paste else ""
    return Done(pasting.said(pasted), undo=undo, about=_draft(desk))


def _said(picked: Picked, row: orders.LeftRow) -> actions.Said:
    text = picked.given.get(f"text-{row.id}", "").strip()
    quantity = picked.given.get(f"quantity-{row.id}", "").strip()
    amount = picking.quantity_typed(Cell(str(row.id), "quantity", quantity)) if quantity else None
    return actions.Said(text if text and text != row.meant else None, amount)


def _drop(desk: Desk, picked: Picked) -> Done:
    draft = known_draft(desk)
    count = actions.drop_left([whole(key) for key in picked.keys], contract=desk.contract.id, draft=draft)
    return Done(ngettext("%(count)s row is forgotten", "%(count)s rows are forgotten", count) % {"count": count})


def _draft(desk: Desk) -> About:
    draft = desk.given["draft"]
    return About(picking.draft_names(desk)[draft], desk.url("draft", draft=draft))


def _status(desk: Desk) -> Sequence[Status]:
    return [picking.totals(desk, desk.given["draft"]), headroom_of(desk)]


SHEET: Sheet[Desk] = Sheet(
    name="left_out",
    title=gettext_lazy("Left out"),
    columns=_columns,
    listed=_rows,
    empty=gettext_lazy("Nothing was left out."),
    facets=[Facet("reason", gettext_lazy("Why it was left out"), options=_REASONS)],
    status=_status,
    acts=[
        Act("take", gettext_lazy("Put into the draft…"), _take),
        Act("drop", gettext_lazy("Not wanted"), _drop,
            confirm=gettext_lazy("Forget {count} row(s)? They are in no order, and are shown here no more.")),
    ],
)  # fmt: skip


def show(desk: Desk) -> HttpResponse:
    """The list."""
    draft = known_draft(desk)
    facts = {"draft": _draft(desk), "unkept": pad.counted(desk, draft).unkept}
    return sheet_page(desk, SHEET, f"draft-{draft}", template="portal/left_out.html", **facts)
