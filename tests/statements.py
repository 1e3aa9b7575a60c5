"""Count the statements of an act: law 5 says that their number does not grow with its lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Statements(list[str]):
    """What was sent to the database, in order."""


@contextmanager
def counted() -> Iterator[Statements]:
    """Every statement inside the block, through Django's cursors and through ours."""
    sent = Statements()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's signature
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent
