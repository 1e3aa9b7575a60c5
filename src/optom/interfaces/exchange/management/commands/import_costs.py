"""`optom import costs FILE...`: what goods cost, and what the director has declared of them besides."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.base.staging import Outcome
from optom.domain.costs import actions
from optom.interfaces.exchange.told import in_words, reporting
from optom.interfaces.kit import cost_lists


class Command(BaseCommand):
    help = (
        "Loads what goods cost (CSV, XLSX, XLS, ODS): article, brand where several makers have it, and a column for "
        "each input by its name in formulas: receipt_cost, planned_cost, recommended… or плановая себестоимость."
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
        listed = cost_lists.read(path, name=path.name, report=report)
        facts: dict[str, Any] = {"name": path.name, "actor": None, "at": timezone.now()}
        outcome = actions.load_figures(rows=listed.rows, report=report, **facts)
        for line in refused:
            self.stdout.write(line)
        if listed.passed:
            self.stdout.write(f"{path.name}: passed over: {', '.join(listed.passed)}.")
        self.stdout.write(f"{path.name}: {_said(outcome)}, {len(refused)} rows were not taken as they stand.")


def _said(outcome: Outcome) -> str:
    return f"{outcome.created} figures are new, {outcome.changed} changed, {outcome.unchanged} stand already"
