"""`optom import rates FILE...`: rates of currencies as the Bank of Russia tells them (XML_daily, XML_dynamic)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.domain.credit import actions
from optom.interfaces.exchange.told import in_words
from optom.interfaces.kit.rate_files import rates_in


class Command(BaseCommand):
    help = "Loads rates of currencies from files of the Bank of Russia."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_arguments: object, **options: Any) -> None:
        with translation.override("en"):
            for path in options["files"]:
                try:
                    with path.open("rb") as stream:
                        rates = rates_in(stream, path.name)
                    count = actions.set_rates(rates, source=path.name, actor=None, at=timezone.now())
                except Refusal as refusal:
                    raise CommandError(in_words(refusal)) from refusal
                except OSError as error:
                    raise CommandError(f"{error.filename}: {error.strerror}") from error
                self.stdout.write(f"{path.name}: {count} rates are new or changed.")
