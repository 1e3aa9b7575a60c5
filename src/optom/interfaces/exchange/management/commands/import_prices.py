"""`optom import prices FILE...`: price lists of the firm's own."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.base.staging import Outcome
from optom.domain.pricing import actions
from optom.interfaces.exchange.told import in_words, reporting
from optom.interfaces.kit import price_lists
from optom.interfaces.kit.input import day


class Command(BaseCommand):
    help = (
        "Loads price lists (CSV, XLSX, XLS, ODS): article, brand where several makers have it, and a column for each "
        "kind of price by its name; “Wholesale from 10” is a break. Or a price a row: article, column, price, from."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--complete", action="store_true", help="prices that the list does not name are withdrawn")
        parser.add_argument(
            "--column", default="", help="of which column a list is that has one price and does not say"
        )

        parser.add_argument(
            "--from", dest="since", metavar="DAY", help="put into force when this day begins: 2027-01-15"
        )

    def handle(self, *_arguments: object, **options: Any) -> None:
        for path in options["files"]:
            try:
                self._publish(path, column=options["column"], is_complete=options["complete"], since=options["since"])
            except Refusal as refusal:
                raise CommandError(in_words(refusal)) from refusal
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _publish(self, path: Path, *, column: str, is_complete: bool, since: str | None) -> None:
        refused: list[str] = []
        report = reporting(refused.append)
        listed = price_lists.read(path, name=path.name, column=column, report=report)
        facts: dict[str, Any] = {"name": path.name, "is_complete": is_complete, "actor": None, "at": timezone.now()}
        if since:
            actions.plan_list(rows=listed.rows, report=report, begins_on=day(since), **facts)
            said = f"it is put into force on {since}"
        else:
            said = _said(actions.publish_list(rows=listed.rows, report=report, **facts))
        for line in refused:
            self.stdout.write(line)
        if listed.passed:
            self.stdout.write(f"{path.name}: no columns of prices: {', '.join(listed.passed)}.")
        self.stdout.write(f"{path.name}: {said}, {len(refused)} rows were not taken as they stand.")


def _said(outcome: Outcome) -> str:
    return (
        f"{outcome.created} prices are new, {outcome.changed} changed, {outcome.hidden} went away, "
        f"{outcome.unchanged} stand already"
    )
