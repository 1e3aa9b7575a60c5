"""`optom import commerceml FILE...`: load an exchange of 1C."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.interfaces.exchange.commerceml.load import Loaded, load
from optom.interfaces.exchange.commerceml.reasons import reason_of
from optom.interfaces.exchange.commerceml.records import SkippedRow
from optom.interfaces.kit.words import worded

_COLUMNS = ("created", "changed", "unchanged", "hidden", "skipped")
_HEAD = ("file", "line", "what", "id", "code", "reason", "facts")
_UNCHANGED = "Nothing was changed."
_KINDS = {".xml", ".zip"}


class Command(BaseCommand):
    help = "Loads CommerceML files of 1C as one exchange: all of them or nothing, in any order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XML, zip, or a folder of such files")
        parser.add_argument("--report", type=Path, help="write every row that was not taken as it stands to this CSV")

    def handle(self, *_arguments: object, **options: Any) -> None:
        told: Counter[str] = Counter()
        try:
            with self._report(options["report"]) as tell:
                loaded = load(_files(options["files"]), at=timezone.now(), report=_counted(tell, told))
        except Refusal as refusal:
            raise CommandError(_refused(refusal)) from refusal
        self.stdout.write(_table(loaded))
        self.stdout.write(_remarks(told, options["report"]))

    @contextmanager
    def _report(self, path: Path | None) -> Iterator[Callable[[SkippedRow], None]]:
        if path is None:
            yield lambda row: self.stdout.write(f"{row.file}:{row.line}: {row.what} {row.id}: {reason_of(row)}")
            return
        try:
            # Excel takes a CSV for UTF-8 only when it begins with a mark.
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(_HEAD)
                yield lambda row: rows.writerow(_cells(row))
        except OSError as error:
            raise CommandError(f"The report {path} can't be written: {error.strerror}. {_UNCHANGED}") from error


def _refused(refusal: Refusal) -> str:
    with translation.override("en"):
        said = [text for one in worded(refusal) for text in (one["text"], one["help"]) if text]
    return " ".join([*said, *([] if _UNCHANGED in " ".join(said) else [_UNCHANGED])])


def _files(given: Iterable[Path]) -> list[Path]:
    """Folders are walked, in the order of names."""
    return [
        path
        for place in given
        for path in (sorted(place.rglob("*")) if place.is_dir() else [place])
        if not place.is_dir() or (path.suffix.lower() in _KINDS and path.is_file())
    ]


def _counted(tell: Callable[[SkippedRow], None], told: Counter[str]) -> Callable[[SkippedRow], None]:
    def count(row: SkippedRow) -> None:
        told[row.reason_code] += 1
        tell(row)

    return count


def _cells(row: SkippedRow) -> tuple[Any, ...]:
    facts = orjson.dumps(row.facts, default=str).decode()
    return (_inert(row.file), row.line, row.what, _inert(row.id), row.reason_code, _inert(reason_of(row)), facts)


def _inert(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is made plain text."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _table(loaded: Loaded) -> str:
    lines = [f"{'':12}" + "".join(f"{column:>11}" for column in _COLUMNS)]
    lines += [
        f"{kind:12}" + "".join(f"{getattr(outcome, column):>11}" for column in _COLUMNS)
        for kind, outcome in loaded.by_kind().items()
    ]
    return "\n".join(lines)


def _remarks(told: Counter[str], report: Path | None) -> str:
    if not told:
        return "Everything was taken as it stands."
    lines = [f"{count:>7}  {code}" for code, count in told.most_common()]
    where = f"Each of them stands in {report}." if report else ""
    return "\n".join(["Not taken as they stand:", *lines, *filter(None, [where])])
