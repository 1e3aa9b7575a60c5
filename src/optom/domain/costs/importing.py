"""What goods cost, from outside: a stream of any length, a handful of statements.

Products are named by article and brand, or by their source's identifier; inputs by their numbers here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from optom.base.bulk import take_room, without_indexes
from optom.base.sql import Row, statements
from optom.base.staging import (
    Outcome,
    Report,
    Skipped,
    analyse,
    analyse_changed,
    copy_into,
    create_stage,
    ignore,
    one_at_a_time,
)
from optom.domain.catalog.rules import normalise_brand, normalise_code

from .models import Input
from .rules import STEP, objection_to_figure

_sql = statements(__package__)
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "norm": "text not null",
    "brand": "text not null",
    "of_id": "bigint",
    "of_name": "text not null",
    "amount": "numeric(15,4) not null",
    "day": "date",
    "origin": "text not null",
}
_TABLES = ("costs_figure", "costs_figurechange")
_WORTH_REBUILDING = 50_000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What an input is for a product, per its unit. ``brand`` tells apart makers of one article."""

    product: str
    input: int
    amount: Decimal
    brand: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What would become of a figure that is known."""

    article: str
    brand: str | None
    name: str
    input: str
    russian: str
    before: Decimal
    amount: Decimal

    @property
    def share(self) -> Decimal | None:
        """By which part of what it was; None where it was nothing."""
        return self.amount / self.before - 1 if self.before else None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: to how many figures, how many of them rise and fall, and the greatest moves."""

    outcome: Outcome
    dearer: int
    cheaper: int
    moves: Sequence[Move]


def import_figures(
    rows: Iterable[FigureRow], *, at: datetime, source: str = "", actor: int | None = None, report: Report = ignore
) -> Outcome:
    """Make figures as the rows say, each change with its history; what equals already is not written, the rest stays.

    Reported: articles that are unknown or of several makers, sums that are none, what a later row says otherwise.
    """
    with transaction.atomic():
        take_turn()
        skipped = _stage(rows, report)
        _sql.run("differ")
        write_changes(at=at, source=source, actor=actor)
        return _outcome(_sql.one("import_counts"), skipped)


def preview_figures(rows: Iterable[FigureRow], *, most: int = 20, report: Report = ignore) -> Preview:
    """What `import_figures` would do with these rows now, and what it would report. Nothing is changed."""
    with transaction.atomic():
        skipped = _stage(rows, report)
        _sql.run("differ")
        counts = _sql.one("import_counts")
        moves = [Move(*row) for row in _sql.rows("import_moves", most=most)]
    return Preview(_outcome(counts, skipped), counts.dearer, counts.cheaper, moves)


def take_turn(*, patience: str = "") -> None:
    """Who changes figures does so alone: the ledger's last change is the figure. Inside a transaction."""
    one_at_a_time("costs.importing", patience=patience)


def write_changes(*, at: datetime, source: str, actor: int | None) -> None:
    """What was found to differ, in this turn: not before the last change that the ledger knows of."""
    many = _sql.value("changes_size")
    is_first = many >= _WORTH_REBUILDING and not _sql.value("is_known")
    with without_indexes(*_TABLES) if is_first else nullcontext():
        for act in ("take_away", "change", "add"):
            _sql.run(act)
        _sql.run("remember", at=at, source=source, actor=actor)
    if many >= _WORTH_REBUILDING:
        analyse_changed(many, *_TABLES)


def _stage(rows: Iterable[FigureRow], report: Report) -> int:
    """The rows with their keys, in a table of this transaction; the number of those that can't be taken."""
    kinds = dict(Input.objects.values_list("id", "kind"))
    return stage(_staged(rows, kinds, report), "figure", report)


def stage(
    staged: Iterable[Sequence[Any]], what: str, report: Report, *, before: Callable[[], None] = lambda: None
) -> int:
    """Rows of `_COLUMNS` resolved to what they mean, once ``before`` is done; the others are told, and counted."""
    take_room()
    create_stage("staged_told", _COLUMNS)
    copy_into("staged_told", _COLUMNS, staged)
    before()
    analyse("staged_told")
    _sql.run("forget_resolved")
    _sql.run("resolve")
    analyse("resolved_told")
    remarks = _sql.rows("import_remarks")
    for row in remarks:
        facts = {"article": row.product, "other": row.other} if row.other else {}
        report(Skipped(what, row.product, row.code, facts, row.origin))
    return len(remarks)


def _staged(rows: Iterable[FigureRow], kinds: Mapping[int, str], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        amount = row.amount.quantize(STEP, ROUND_HALF_UP)
        if reason := objection_to_figure(kinds[row.input], amount):
            report(Skipped("figure", row.product, reason.code, reason.facts, row.origin))
        else:
            key = seq, row.product, normalise_code(row.product), normalise_brand(row.brand)
            yield *key, row.input, "", amount, None, row.origin


def _outcome(counts: Row, skipped: int) -> Outcome:
    touched = counts.created + counts.changed
    return Outcome(counts.created, counts.changed, counts.named - touched, 0, skipped)
