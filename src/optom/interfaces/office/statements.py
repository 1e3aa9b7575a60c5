"""Statements of banks: files are loaded, each says what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.domain.bank.importing import Outcome
from optom.interfaces.kit import statements
from optom.interfaces.kit.sheets import Column, Kind, Sheet
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page, sheet_page

_TAB = "payments"
_COLUMNS = [
    Column("taken_at", gettext_lazy("Loaded"), Kind.MOMENT, width=136, is_frozen=True, on_phone=True),
    Column("name", gettext_lazy("File"), width=260, link="{key}/", tone="strong", grows=True, on_phone=True),
    Column("format", gettext_lazy("Format"), width=176),
    Column("taken", gettext_lazy("Accepted"), Kind.INTEGER, width=84, zero="—", on_phone=True),
    Column("known", gettext_lazy("Already loaded"), Kind.INTEGER, width=110, zero="—"),
    Column("refused", gettext_lazy("Rejected"), Kind.INTEGER, width=96, zero="—"),
    Column("came", gettext_lazy("Received"), Kind.MONEY, width=120, zero="—"),
    Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
    Column("taken_by", gettext_lazy("Who"), width=150),
]

SHEET: Sheet[Desk] = Sheet(
    name="statements",
    title=gettext_lazy("Bank statements"),
    columns=_COLUMNS,
    listed=lambda _desk: bank.files(),
    empty=gettext_lazy("No statement has been loaded yet."),
    tones=lambda row: {"refused": "warn"} if row.refused else {},
)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file, in words: counts and the parts that were not taken, or why none of it was."""

    name: str
    outcome: Outcome | bank.FileRow | None = None
    fates: bank.Fates | None = None
    turnovers: tuple[bank.TurnoverRow, ...] = ()
    unread: tuple[tuple[bank.UnreadRow, Mapping[str, Any]], ...] = ()
    refusals: tuple[Mapping[str, Any], ...] = ()


def listing(desk: Desk) -> HttpResponse:
    """The files that were loaded."""
    return sheet_page(desk, SHEET, _TAB, template="office/statements.html")


def show(desk: Desk) -> HttpResponse:
    """One file, and what of it was not taken."""
    found = bank.files().one(desk.given["file"])
    if found is None:
        raise Http404
    return page(
        desk, "office/statement_file.html", _TAB, title=found.name, file=found, report=_report(found.name, found)
    )


def load(desk: Desk) -> HttpResponse:
    """The form for files of banks; sent, it tells of each file what became of it.

    The answer is the page itself: loading once more, by the browser's own button too, takes nothing twice.
    """
    reports = _load(desk) if desk.request.method == "POST" else []
    return page(desk, "office/load_statements.html", _TAB, title=_("Load bank statements"), reports=reports)


def _load(desk: Desk) -> list[Report]:
    """All files are taken before money is given: what became of it is told last."""
    files = [(file.name or "", cast("BinaryIO", file)) for file in desk.request.FILES.getlist("file")]
    taken = [(name, _taken(desk, name, content)) for name, content in files]
    actions.allocate_all(at=desk.at)
    return [_report(name, outcome) for name, outcome in taken]


def _taken(desk: Desk, name: str, content: BinaryIO) -> Outcome | Refusal:
    try:
        return statements.take(content, name, actor=desk.actor, at=desk.at)
    except Refusal as refusal:
        return refusal


def _report(name: str, outcome: Outcome | bank.FileRow | Refusal) -> Report:
    if isinstance(outcome, Refusal):
        return Report(name, refusals=tuple(worded(outcome)))
    file = outcome.file if isinstance(outcome, Outcome) else outcome.id
    unread = tuple((row, worded(row.refusal)[0]) for row in bank.unread(file))
    return Report(name, outcome, bank.fates(file), tuple(bank.turnovers(file)), unread)
