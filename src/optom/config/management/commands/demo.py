"""`optom demo`: fill an empty database with a believable distributor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from optom.config import demo

SEED = 1


class Command(BaseCommand):
    help = "Fills an empty database with a believable distributor, the same for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=sorted(demo.SIZES), default="small", help="5k, 100k or 1M products")
        parser.add_argument("--seed", type=int, default=SEED, help="another number makes another firm")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is anything already")
        parser.add_argument("--signins", action="store_true", help="only print who can sign in to the demo firm")

    def handle(self, *_arguments: object, **options: Any) -> None:
        self.stdout.ending = ""  # a bar draws over its own line
        if options["signins"]:
            self._say(demo.table())
            return
        if options["if_empty"] and demo.what_is_there():
            return
        try:
            demo.load(size=options["size"], seed=options["seed"], at=timezone.localtime(), out=self.stdout)
        except demo.NotEmpty as found:
            raise CommandError(_advice(str(found))) from found
        if not options["if_empty"]:
            self._say(demo.table())

    def _say(self, text: str) -> None:
        if text:
            self.stdout.write(f"{text}\n")


def _advice(table: str) -> str:
    return (
        f"The database is not empty ({table} has rows), and the demo firm would mix with what is there.\n"
        "Give it a database of its own: OPTOM_HOME=/another/folder optom demo, or OPTOM_DATABASE_URL of an empty one."
    )
