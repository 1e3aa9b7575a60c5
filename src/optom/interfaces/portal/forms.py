"""Our own order form that has come back: what it would change is shown before anything happens."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from optom.domain.orders import queries as orders
from optom.domain.orders.queries import Moved
from optom.domain.orders.rules import Table
from optom.interfaces.kit import formats
from optom.interfaces.kit.words import worded

from . import pad, sources
from .context import Desk

_SHOWN = 1000
_COUNTED: Mapping[Moved, Any] = {
    Moved.UNREAD: ngettext_lazy("%(n)s quantity is not clear", "%(n)s quantities are not clear", "n"),
    Moved.UNSOLD: ngettext_lazy("%(n)s no longer sold", "%(n)s no longer sold", "n"),
    Moved.SOLD_OUT: ngettext_lazy("%(n)s sold out", "%(n)s sold out", "n"),
    Moved.SHORT: ngettext_lazy("%(n)s not all in stock", "%(n)s not all in stock", "n"),
    Moved.PRICE: ngettext_lazy("%(n)s price moved", "%(n)s prices moved", "n"),
    Moved.PACK: ngettext_lazy("%(n)s in another pack", "%(n)s in another pack", "n"),
    Moved.REFUSED: ngettext_lazy("%(n)s can't be ordered so", "%(n)s can't be ordered so", "n"),
    Moved.OUT: ngettext_lazy("%(n)s line is taken out", "%(n)s lines are taken out", "n"),
    Moved.CHANGED: ngettext_lazy("%(n)s quantity changes", "%(n)s quantities change", "n"),
}
_NOT_SOLD_HERE = ngettext_lazy("%(n)s not sold under this contract", "%(n)s not sold under this contract", "n")
_PACKS = (
    ("multiple", gettext_lazy("Was sold by %(then)s, now by %(now)s")),
    ("minimum", gettext_lazy("At least %(then)s then, %(now)s now")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A product of the form with what has to be said of it."""

    line: orders.FormLine
    moved: Sequence[Moved]
    is_strange: bool = False

    @property
    def kinds(self) -> str:
        """By what the head line narrows the rows."""
        return " ".join(self.moved)

    @property
    def source(self) -> str:
        """From where it would come."""
        return sources.in_words(self.line.parts) if self.line.parts else ""

    @property
    def rise(self) -> str:
        """By how much the price has moved: +10 %."""
        then, now = self.line.then.price, self.line.now.price
        return formats.change(now / then - 1) if then and now and Moved.PRICE in self.moved else ""

    @property
    def notes(self) -> list[str]:
        """What has to be read: why it can't be ordered so and what would do, packs of then, what to take instead."""
        return [*self._told(), *self._instead()]

    def _told(self) -> Iterator[str]:
        line = self.line
        if line.odd:
            yield _("The quantity “%(text)s” is not clear") % {"text": line.odd}
        if Moved.UNSOLD in self.moved:
            yield _("Not sold under this contract") if self.is_strange else pad.unsold(line)
        elif line.refusal:
            words = worded(line.refusal)[0]
            yield " ".join(filter(None, [words["text"], words["help"]]))
        if Moved.SOLD_OUT in self.moved and line.then.free:
            yield _("Sold out: %(free)s were free then") % {"free": formats.quantity(line.then.free)}
        for name, text in _PACKS:
            then, now = getattr(line.then, name), getattr(line.now, name)
            if Moved.PACK in self.moved and then and now and then != now:
                yield text % {"then": formats.quantity(then), "now": formats.quantity(now)}

    def _instead(self) -> Iterator[str]:
        if analog := self.line.analog:
            facts = {"article": analog.article, "brand": analog.brand, "free": formats.quantity(analog.free)}
            yield _("Analog in stock: %(article)s %(brand)s (%(free)s)") % facts


def consequence(desk: Desk, draft: int, tables: Sequence[Table]) -> str:
    """The question that is asked first; nothing where the form only brings goods that are as they were.

    The form of another contract is always asked about, and nothing in it has moved: its prices are of that one.
    """
    strange = sorted({number for table in tables if (number := table.stranger(desk.contract.id))})
    lines = orders.form_lines(contract=desk.contract.id, draft=draft, tables=tables, at=desk.at)
    noted = [row for line in lines if (row := Row(line, line.moved, bool(strange))).moved]
    if not noted and not strange:
        return ""
    noted.sort(key=lambda row: list(Moved).index(row.moved[0]))
    facts = {
        "rows": noted[:_SHOWN],
        "more": max(len(noted) - _SHOWN, 0),
        "parts": _parts(noted),
        "strange": ", ".join(strange),
        "new": sum(not (line.before or line.odd) for line in lines),
        "same": sum(line.before == line.after and not line.odd for line in lines),
    }
    return render_to_string("portal/acts/form.html", facts, desk.request)


def _parts(noted: Sequence[Row]) -> list[tuple[str, str]]:
    """3 prices moved, 2 sold out: each narrows the rows to its own."""
    count = Counter(one for row in noted for one in row.moved)
    return [(str(one), _counted(one, count[one], noted)) for one in Moved if count[one]]


def _counted(one: Moved, count: int, noted: Sequence[Row]) -> str:
    """To another contract nothing was sold that could be sold no longer."""
    is_strange = one is Moved.UNSOLD and any(row.is_strange for row in noted)
    return str((_NOT_SOLD_HERE if is_strange else _COUNTED[one]) % {"n": count})
