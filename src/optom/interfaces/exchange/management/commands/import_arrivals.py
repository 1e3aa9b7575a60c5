"""`optom import arrivals FILE...`: what is on its way to which warehouse, and when it is expected."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.stock.importing import import_arrivals
from optom.interfaces.exchange.told import in_words, reporting
from optom.interfaces.kit import arrival_lists


class Command(BaseCommand):
    help = (
        "Loads lists of goods on their way (CSV, XLSX, XLS, ODS): article, brand where several makers have it, "
        "warehouse, quantity in all, day, the paper by which a row is known again when its day moves, and its origin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_arguments: object, **options: Any) -> None:
        for path in options["files"]:
            try:
                self._load(path)
            except Refusal as refusal:
                raise CommandError(in_words(refusal)) from refusal
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _load(self, path: Path) -> None:
        refused: list[str] = []
        report = reporting(refused.append)
        outcome = import_arrivals(
            arrival_lists.read(path, name=path.name, report=report), at=timezone.now(), report=report
        )
        for line in refused:
            self.stdout.write(line)
        self.stdout.write(
            f"{path.name}: {outcome.created} arrivals are new, {outcome.changed} changed, {outcome.unchanged} stand "
            f"already, {len(refused)} rows were left out."
        )
