"""`optom import papers FOLDER... [--list papers.csv]`: certificates, declarations, manuals, drawings of goods."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import GoodsPaperRow, import_papers
from optom.interfaces.exchange.told import in_words, reporting, summary
from optom.interfaces.kit import goods_files
from optom.interfaces.kit.gathered import gathered


class Command(BaseCommand):
    help = (
        "Loads papers about goods (PDF) from folders and zips: SKF_6204-2RS_certificate.pdf, or as a list names them: "
        "file, kind, number, issued by, valid from, valid until, article, brand, group."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FOLDER", help="a folder, a zip or a file")
        parser.add_argument("--list", type=Path, metavar="FILE", help="what the files are, as CSV or a workbook")
        parser.add_argument("--complete", action="store_true", help="papers that are not named go away")

    def handle(self, *_arguments: object, **options: Any) -> None:
        report = reporting(self.stdout.write)
        try:
            rows = _rows(options["files"], options["list"])
            outcome = import_papers(rows, at=timezone.now(), is_complete=options["complete"], report=report)
        except Refusal as refusal:
            raise CommandError(in_words(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(summary("Papers", outcome))


def _rows(paths: list[Path], listed: Path | None) -> Iterator[GoodsPaperRow]:
    """The list may lie among the files that it names."""
    if listed is None:
        return goods_files.papers(gathered(paths))
    return goods_files.listed_papers((file for file in gathered(paths) if file.name != listed.name), listed)
