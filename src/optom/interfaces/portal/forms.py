"""Our own order form that has come back: what it would change is shown before anything happens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from optom.domain.orders import queries as orders
from optom.domain.orders.rules import Cells, Layout
from optom.interfaces.kit import formats
from optom.interfaces.kit.words import worded

from . import sources
from .context import Desk

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A product of the form with what has to be said of it."""

    line: orders.FormLine

    @property
    def is_noted(self) -> bool:
        """It changes what stands in the draft, or is not what it was when the form went out."""
        line = self.line
        changes = line.before and line.before != line.after
        return bool(changes or line.has_moved or line.refusal or self.is_short)

    @property
    def is_short(self) -> bool:
        """Not all of it is there now."""
        return any(part.way is not orders.Way.STOCK for part in self.line.parts)

    @property
    def source(self) -> str:
        """From where it would come."""
        return sources.in_words(self.line.parts) if self.line.parts else ""

    @property
    def rise(self) -> str:
        """By how much the price has moved: +10 %."""
        line = self.line
        return formats.change(line.price / line.was - 1) if line.was and line.price and line.has_moved else ""

    @property
    def trouble(self) -> str:
        """Why it can't be ordered so, and what would do."""
        words = worded(self.line.refusal)[0] if self.line.refusal else None
        return " ".join(filter(None, [words["text"], words["help"]])) if words else ""


def consequence(desk: Desk, draft: int, cells: Cells, layout: Layout) -> str:
    """The question that is asked first; nothing where the form only brings goods that are as they were."""
    lines = orders.form_lines(contract=desk.contract.id, draft=draft, cells=cells, layout=layout, at=desk.at)
    noted = [row for row in map(Row, lines) if row.is_noted]
    if not noted:
        return ""
    facts = {**_counts(lines), "rows": noted[:_SHOWN], "more": max(len(noted) - _SHOWN, 0), "noted": len(noted)}
    return render_to_string("portal/acts/form.html", facts, desk.request)


def _counts(lines: Sequence[orders.FormLine]) -> dict[str, int]:
    return {
        "out": sum(line.is_out for line in lines),
        "changed": sum(bool(line.after and line.before and line.before != line.after) for line in lines),
        "new": sum(not line.before for line in lines),
        "same": sum(line.before == line.after for line in lines),
        "moved": sum(line.has_moved for line in lines),
    }
