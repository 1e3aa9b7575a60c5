"""Count the statements of an act: law 5 says that their number does not grow with its lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection


class Statements(list[str]):
    """What was sent to the database, in order."""


@contextmanager
def counted() -> Iterator[Statements]:
    """Every statement inside the block, through Django's cursors and through ours."""
    sent = Statements()

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield sent
