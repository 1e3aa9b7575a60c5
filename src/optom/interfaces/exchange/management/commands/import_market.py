"""`optom import market FILE...`: what competitors ask for our goods."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.costs import actions
from optom.interfaces.exchange.told import in_words, reporting
from optom.interfaces.kit import market_lists
from optom.interfaces.kit.input import day
from optom.interfaces.kit.market_lists import Meant


class Command(BaseCommand):
    help = (
        "Loads prices of competitors (CSV, XLSX, XLS, ODS): article, brand where several makers have it, competitor, "
        "price, and the day on which it was seen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--competitor", default="", help="whose prices they are where the list does not say")
        parser.add_argument("--seen", metavar="DAY", help="when they were seen: 2026-11-23; else today")

    def handle(self, *_arguments: object, **options: Any) -> None:
        try:
            seen_on = day(options["seen"]) if options["seen"] else business_day(timezone.now())
            for path in options["files"]:
                self._load(path, Meant(options["competitor"], seen_on))
        except Refusal as refusal:
            raise CommandError(in_words(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _load(self, path: Path, meant: Meant) -> None:
        refused: list[str] = []
        report = reporting(refused.append)
        rows = market_lists.read(path, name=path.name, meant=meant, report=report)
        outcome = actions.load_market(rows=rows, name=path.name, actor=None, at=timezone.now(), report=report)
        for line in refused:
            self.stdout.write(line)
        self.stdout.write(
            f"{path.name}: {outcome.created} prices are new, {outcome.changed} changed, "
            f"{outcome.unchanged} stand already, {len(refused)} rows were not taken as they stand."
        )
