"""`optom import analogs FILE...`: which products can be taken instead of which."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from optom.base.refusal import Refusal
from optom.base.staging import Skipped
from optom.domain.catalog.importing import import_analogs
from optom.interfaces.exchange.analogs import read
from optom.interfaces.kit.words import worded

_REASONS = {
    "catalog.unknown_product": "nobody knows the product",
    "catalog.unknown_analog": "nobody knows the analog {analog}",
    "catalog.needs_brand": "several makers have such an article ({analog}): name the brand",
    "catalog.analog_of_itself": "it can't stand for itself",
}


class Command(BaseCommand):
    help = (
        "Loads lists of analogs (CSV, XLSX, XLS, ODS): article, brand, analog, its brand, kind, note, both ways or not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--complete", action="store_true", help="pairs that no row names go away")

    def handle(self, *_arguments: object, **options: Any) -> None:
        try:
            rows = [row for path in options["files"] for row in read(path)]
            outcome = import_analogs(rows, is_complete=options["complete"], report=self._tell)
        except Refusal as refusal:
            with translation.override("en"):
                raise CommandError(" ".join(one["text"] for one in worded(refusal))) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(
            f"{len(rows)} rows: {outcome.created} pairs are new, {outcome.changed} changed, "
            f"{outcome.unchanged} stand already, {outcome.hidden} went away, {outcome.skipped} rows were left out."
        )

    def _tell(self, row: Skipped) -> None:
        reason = _REASONS.get(row.code, row.code).format(**row.facts)
        self.stdout.write(f"{row.origin}: {row.external_id}: {reason}")
