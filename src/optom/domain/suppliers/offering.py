"""Mapped rows of a file become offers: staged, known again, matched, judged, and let in as a whole. Set by set."""

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from optom.base import kept_files
from optom.base.bulk import take_room
from optom.base.sql import statements
from optom.base.staging import analyse, copy_csv_into, create_stage

from . import formulas
from .fields import ROW, Field
from .mapping.value import Mapping
from .models import Feed, FeedRun
from .rules import MOST_REMARKS, QUOTES, Counts, Finding, Guards, State, findings

_sql = statements(__package__)
_TYPES = {
    "seq": "int not null",
    "fate": "text not null",
    "number": 'text collate "C"',
    "norm": 'text collate "C"',
    "brand_norm": 'text collate "C"',
    "barcode": 'text collate "C"',
    "price": "numeric",
    "recommended": "numeric",
    "stock": "numeric",
    "packed": "numeric",
    "multiple": "numeric",
    "minimum": "numeric",
    "lead_days": "int",
}
_STAGED = {name: _TYPES.get(name, "text") for name in ROW}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file says against what stood before, and why it is not let in by itself."""

    counts: Counts
    findings: tuple[Finding, ...]


def stage(rows: Iterable[pl.DataFrame], mapping: Mapping, feed: Feed, *, is_trusted: bool) -> Judged:
    """The rows as offers beside those that stand, in tables of this transaction; nothing that stands is touched.

    Of a file that ``is_trusted``, since somebody has accepted it, no price is held back.
    """
    take_room()
    create_stage("staged_row", _STAGED)
    copy_csv_into("staged_row", _STAGED, _as_csv(rows))
    formulas.apply(mapping.formulas)
    _sql.run("bound")
    _sql.run("are_quoted", supplier=feed.supplier_id, quotes=QUOTES)
    _sql.run("mark_twice")
    analyse("staged_row", columns=("number", "seq", "fate"))
    _list_offers(feed, _fields(mapping))
    if not is_trusted:
        _sql.run("judge", moved_percent=feed.moved_percent)
    counts = Counts(*_sql.one("counts", feed=feed.pk, is_full=feed.is_full))
    guards = Guards(feed.missing_percent, feed.moved_percent, feed.quarantined_percent)
    return Judged(counts, tuple(findings(counts, guards)))


def _list_offers(feed: Feed, says: set[Field]) -> None:
    """What the staged rows say of offers beside what stands, and the offers of which they say nothing."""
    _sql.run("forget_listed")
    terms = {"supplier": feed.supplier_id, "feed": feed.pk, "currency": feed.currency, "with_vat": feed.with_vat}
    _sql.run("listed", **terms, is_full=feed.is_full, says_stock=Field.STOCK in says, says_price=Field.PRICE in says)
    analyse("listed_offer", columns=("seq", "offer_id", "is_new", "is_described", "is_otherwise", "is_recounted"))
    _sql.run("mark_unknown")


def _as_csv(rows: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    for block in rows:
        buffer = BytesIO()
        block.select(ROW).write_csv(buffer, include_header=False)
        yield buffer.getvalue()


def match() -> None:
    """Which products the staged offers are, of those that nobody has decided about."""
    _sql.run("seek")
    analyse("found_offer")


def let_in(feed: Feed, run: FeedRun, mapping: Mapping, *, at: datetime) -> int:
    """What is staged stands from now on, at once for all readers; how many offers stand otherwise than before."""
    says = _fields(mapping)
    whose = {"supplier": feed.supplier_id, "feed": feed.pk}
    create_stage("touched_offer", {"offer_id": "bigint not null"})
    _sql.run("add_offers", **whose)
    _sql.run("describe_offers", feed=feed.pk)
    _sql.run("add_terms", at=at)
    _sql.run("recount", says_stock=Field.STOCK in says)
    _sql.run("change_terms", at=at, says_stock=Field.STOCK in says, says_price=Field.PRICE in says)
    if feed.is_full:
        _sql.run("take_back", at=at)
    touched = _sql.run("remember", run=run.pk, at=at)
    _sql.run("quarantine", run=run.pk)
    _sql.run("let_out", is_full=feed.is_full, **whose)
    return touched


def _fields(mapping: Mapping) -> set[Field]:
    columns = (one for table in mapping.tables for part in table.parts for one in part.columns)
    return {*(one.field for one in columns), *mapping.formulas}


def tell(run: FeedRun, judged: Judged) -> None:
    """What became of the rows, kept with the run: their numbers, the first of each kind, all of them in a file.

    A file that was held is run again when somebody has decided; what was said of it then gives way.
    """
    fates = {row.fate: row.many for row in _sql.rows("fates")}
    moves = [[row.step, row.many] for row in _sql.rows("moves")]
    run.counts = {**asdict(judged.counts), "fates": fates, "moves": moves}
    _sql.run("forget_remarks", run=run.pk)
    is_held = run.state == State.HELD and run.feed.is_full
    whose = {"supplier": run.feed.supplier_id, "feed": run.feed_id, "currency": run.feed.currency}
    _sql.run("remark", run=run.pk, **whose, is_held=is_held, most=MOST_REMARKS)
    kept = _keep_report()
    run.report, run.report_size = kept.sha256, kept.size


def _keep_report() -> kept_files.Kept:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.csv.gz"
        with gzip.open(path, "wb", compresslevel=1) as report:
            for block in _sql.copied("report"):
                report.write(block)
        return kept_files.keep_file(path)


def facts_of(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept with its run."""
    return {"code": finding.code, "many": finding.many, "of": finding.of}
