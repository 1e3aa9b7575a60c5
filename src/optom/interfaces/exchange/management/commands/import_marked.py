"""`optom import marked FILE...`: which goods leave with a code of each thing, by GTIN and commodity group."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import import_marked
from optom.interfaces.exchange.marked import read
from optom.interfaces.exchange.told import in_words, reporting


class Command(BaseCommand):
    help = (
        "Loads lists of marked goods (CSV, XLSX, XLS, ODS): article, brand where several makers have it, GTIN, group."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--complete", action="store_true", help="what no row names is marked no more")

    def handle(self, *_arguments: object, **options: Any) -> None:
        try:
            rows = [row for path in options["files"] for row in read(path)]
            outcome = import_marked(rows, is_complete=options["complete"], report=reporting(self.stdout.write))
        except Refusal as refusal:
            raise CommandError(in_words(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(
            f"{len(rows)} rows: {outcome.created} products are marked now, {outcome.changed} changed, "
            f"{outcome.unchanged} stand already, {outcome.hidden} are marked no more, {outcome.skipped} rows left out."
        )
