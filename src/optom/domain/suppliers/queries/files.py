"""What may be asked of a feed's files: as they came, as they are understood, what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.domain.suppliers import formulas
from optom.domain.suppliers.mapping import forms, recognition
from optom.domain.suppliers.mapping.differing import Difference, differences
from optom.domain.suppliers.mapping.rows import rows
from optom.domain.suppliers.mapping.value import Mapping as Understanding
from optom.domain.suppliers.models import FeedRun
from optom.domain.suppliers.models import Mapping as Version
from optom.domain.suppliers.reading.files import tables_of
from optom.domain.suppliers.reading.table import Table


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of how a feed's files are understood; ``changed`` is in what it differs from the one before it."""

    number: int
    at: datetime
    person: str
    reason: str
    changed: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is kept, opened: its tables, how they are understood, and what rows come of that."""

    tables: tuple[Table, ...]
    mapping: Understanding

    def rows(self, most: int) -> list[Mapping[str, Any]]:
        """The first rows as offers, each with its fate."""
        found: list[Mapping[str, Any]] = []
        pairs = zip(self.tables, self.mapping.tables, strict=True)
        for block in rows(pairs, words=self.mapping.words):
            whole = block.head(most - len(found)).to_dicts()
            found.extend(formulas.tried(self.mapping.formulas, row) for row in whole)
            if len(found) >= most:
                break
        return found


def opened(run: int, *, version: int | None = None) -> File:
    """A run's file as it was understood, or as another version of the feed's mapping would.

    Refuses `suppliers.no_run`, `suppliers.not_mapped`, `suppliers.file_lost`, and whatever reading refuses.
    """
    found = FeedRun.objects.select_related("mapping").filter(pk=run).first()
    if found is None:
        raise Refusal("suppliers.no_run")
    said = _version(found, version)
    if said is None:
        raise Refusal("suppliers.not_mapped")
    path = kept_files.path_of(found.sha256)
    if not path.exists():
        raise Refusal("suppliers.file_lost")
    tables = tuple(tables_of(path, found.name))
    return File(tables, recognition.fit(tables, forms.from_json(said.document)).mapping)


def _version(run: FeedRun, number: int | None) -> Version | None:
    known = Version.objects.filter(feed=run.feed_id)
    if number is not None:
        return known.filter(number=number).first()
    return run.mapping or known.order_by("-number").first()


def raw(run: int) -> tuple[str, Path] | None:
    """The name that a run's file came with, and where it is kept."""
    found = FeedRun.objects.filter(pk=run).values_list("name", "sha256").first()
    return (found[0], kept_files.path_of(found[1])) if found else None


def report(run: int) -> tuple[str, Path] | None:
    """The name for a run's report of all rows, CSV, and where it is kept, gzipped."""
    found = FeedRun.objects.filter(pk=run).exclude(report="").values_list("name", "report").first()
    return (f"{found[0]}.report.csv", kept_files.path_of(found[1])) if found else None


def versions(feed: int) -> list[VersionRow]:
    """Versions of how a feed's files are understood, the newest first, each with what it changed."""
    found = Version.objects.filter(feed=feed).order_by("number")
    told = found.values_list("number", "at", "actor__name", "reason", "document")
    rows: list[VersionRow] = []
    was: Understanding | None = None
    for number, at, person, reason, document in told:
        now = forms.from_json(document)
        changed = differences(was, now) if was else ()
        rows.append(VersionRow(number, at, person or "", reason, changed))
        was = now
    return rows[::-1]
