"""`optom check`: prove that the books agree, room by room."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

_ROOMS = "optom.domain."


class Command(BaseCommand):
    help = "Prove the invariants of every room's books; exit code 1 when any is broken"

    def handle(self, *_arguments: object, **_options: object) -> None:
        broken = 0
        for room, question in rooms_with_books():
            found = list(question())
            broken += len(found)
            self.stdout.write(f"{room}: {'agree' if not found else f'{len(found)} broken'}")
            for one in found:
                self.stderr.write(f"  {one.what}: {one.subject}: expected {one.expected}, found {one.found}")
        if broken:
            raise SystemExit(1)


def rooms_with_books() -> Iterator[tuple[str, Callable[[], Iterable[Any]]]]:
    """Every room that has something to prove, with its question."""
    for config in apps.get_app_configs():
        if config.name.startswith(_ROOMS) and find_spec(f"{config.name}.queries"):
            question = getattr(import_module(f"{config.name}.queries"), "broken_books", None)
            if question is not None:
                yield config.label, question
