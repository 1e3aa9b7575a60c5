"""`optom import pictures FOLDER...`: pictures of products, from files that are named by articles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import import_pictures
from optom.interfaces.exchange.told import in_words, reporting, summary
from optom.interfaces.kit import goods_files
from optom.interfaces.kit.gathered import gathered


class Command(BaseCommand):
    help = "Loads pictures (JPEG, PNG, WebP) from folders and zips: 6204-2RS.jpg, SKF_6204-2RS.jpg, 6204-2RS_2.jpg."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FOLDER", help="a folder, a zip or a file")
        parser.add_argument(
            "--complete", action="store_true", help="products that are named lose the pictures at other places"
        )

    def handle(self, *_arguments: object, **options: Any) -> None:
        rows, report = goods_files.pictures(gathered(options["files"])), reporting(self.stdout.write)
        try:
            outcome = import_pictures(rows, at=timezone.now(), is_complete=options["complete"], report=report)
        except Refusal as refusal:
            raise CommandError(in_words(refusal)) from refusal
        self.stdout.write(summary("Pictures", outcome))
