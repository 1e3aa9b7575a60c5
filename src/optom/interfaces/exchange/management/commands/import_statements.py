"""`optom import statements FILE...`: statements of banks, 1CClientBankExchange or camt.053."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.interfaces.exchange.statement_files import taken
from optom.interfaces.exchange.told import in_words


class Command(BaseCommand):
    help = "Loads statements of banks (1CClientBankExchange, camt.053) and lets the money find its contracts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_arguments: object, **options: Any) -> None:
        at, refused = timezone.now(), []
        with translation.override("en"):
            for path in options["files"]:
                try:
                    for line in taken(path, at=at):
                        self.stdout.write(line)
                except Refusal as refusal:
                    refused.append(in_words(refusal))
                except OSError as error:
                    refused.append(f"{error.filename}: {error.strerror}")
        given = actions.allocate_all(at=at)
        self.stdout.write(f"Looked at: {given}; waiting for a person: {bank.waiting()}.")
        if refused:
            raise CommandError("\n".join(refused))
