"""`optom import clients FILE...`: companies, their contracts at first terms, their first people."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.interfaces.exchange.clients import Row, load, read
from optom.interfaces.kit.words import worded


class Command(BaseCommand):
    help = (
        "Loads lists of clients (CSV, XLSX, XLS, ODS), a row for each contract: company, INN, KPP, contract, date, "
        "column, discount, limit, deferral, e-mail, person, delivery address and more; the first row names the columns."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_arguments: object, **options: Any) -> None:
        try:
            rows = [row for path in options["files"] for row in read(path)]
        except Refusal as refusal:
            raise CommandError(_in_words(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        outcome = load(rows, at=timezone.now(), tell=self._tell)
        self.stdout.write(
            f"{len(rows)} rows: {outcome.companies} companies, {outcome.contracts} contracts and {outcome.people} "
            f"people are new, {outcome.known} rows stand already, {outcome.refused} were refused."
        )

    def _tell(self, row: Row, refusal: Refusal) -> None:
        self.stdout.write(f"{row.origin}: {row.cells['name']}: {_in_words(refusal)}")


def _in_words(refusal: Refusal) -> str:
    with translation.override("en"):
        return " ".join(one["text"] for one in worded(refusal))
