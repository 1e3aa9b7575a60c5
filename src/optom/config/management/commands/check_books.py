"""`optom check`: prove that the books agree, room by room."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils import timezone

_ROOMS = "optom.domain."


class Command(BaseCommand):
    help = "Prove the invariants of every room's books; exit code 1 when any is broken"

    def handle(self, *_arguments: object, **_options: object) -> None:
        broken, at = 0, timezone.now()
        for room, questions in rooms_with_books(at):
            found = [one for question in questions for one in question()]
            broken += len(found)
            self.stdout.write(f"{room}: {'agree' if not found else f'{len(found)} broken'}")
            for one in found:
                self.stderr.write(f"  {one.what}: {one.subject}: expected {one.expected}, found {one.found}")
        if broken:
            raise SystemExit(1)


def rooms_with_books(at: datetime) -> Iterator[tuple[str, list[Callable[[], Iterable[Any]]]]]:
    """Every room that has something to prove, with its questions: what is broken, what should be done by now."""
    for config in apps.get_app_configs():
        if config.name.startswith(_ROOMS) and find_spec(f"{config.name}.queries"):
            queries = import_module(f"{config.name}.queries")
            questions = [getattr(queries, "broken_books", None), _at(at, getattr(queries, "late", None))]
            if asked := [question for question in questions if question is not None]:
                yield config.label, asked


def _at(at: datetime, question: Callable[[datetime], Iterable[Any]] | None) -> Callable[[], Iterable[Any]] | None:
    return None if question is None else partial(question, at)
