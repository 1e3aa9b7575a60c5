"""Named SQL statements in files: ``sql/<name>.sql`` beside the room's Python, one statement a file.

Placeholders are psycopg's ``%(name)s``; a list goes in as an array. Statements run on Django's
connection, so they share the transaction of the act that calls them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg import Cursor, ServerCursor
from psycopg.rows import namedtuple_row, tuple_row

from optom.base.arrays import Lists

Row = Any  # a named tuple whose fields are the columns of the statement
_FETCHED_AT_ONCE = 2000


class Statements:
    """The statements of one folder, read once and kept."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._texts: dict[str, str] = {}

    def text(self, name: str) -> str:
        """The SQL of the statement ``name``."""
        if name not in self._texts:
            path = resources.files(self._package) / "sql" / f"{name}.sql"
            self._texts[name] = path.read_text(encoding="utf-8")
        return self._texts[name]

    def rows(self, name: str, /, **values: Any) -> list[Row]:
        """All rows of the answer."""
        with _cursor() as cursor:
            return list(cursor.execute(self.text(name), values).fetchall())

    def rows_of(self, text: str, /, **values: Any) -> list[Row]:
        """All rows of a statement that was put together from texts of this folder (never from what somebody typed)."""
        with _cursor() as cursor:
            return list(cursor.execute(text, values).fetchall())

    def first(self, name: str, /, **values: Any) -> Row | None:
        """The first row, or None when there is none."""
        with _cursor() as cursor:
            return cursor.execute(self.text(name), values).fetchone()

    def one(self, name: str, /, **values: Any) -> Row:
        """The only row; its absence is a bug."""
        row = self.first(name, **values)
        if row is None:
            msg = f"{self._package}/{name}.sql answered no row"
            raise LookupError(msg)
        return row

    def value(self, name: str, /, **values: Any) -> Any:
        """The first column of the only row."""
        return self.one(name, **values)[0]

    def run(self, name: str, /, **values: Any) -> int:
        """Run a statement that writes; the number of rows it touched."""
        with _cursor() as cursor:
            return int(cursor.execute(self.text(name), values).rowcount)

    def copied(self, name: str, /) -> Iterator[bytes]:
        """The blocks that a ``copy ... to stdout`` gives; the connection is busy until the last of them is taken."""
        connection.ensure_connection()
        with (
            connection.wrap_database_errors,
            connection.connection.cursor() as cursor,
            cursor.copy(self.text(name)) as copy,
        ):
            yield from (bytes(block) for block in copy)


@cache
def statements(package: str) -> Statements:
    """The statements of the folder ``sql`` inside ``package``."""
    return Statements(package)


def fetch(text: str, values: Mapping[str, Any], *, prepare: bool | None = None) -> list[Row]:
    """All rows of a statement that was composed, not read from a file. ``prepare`` False: planned for these values."""
    with _cursor(prepare=prepare) as cursor:
        return list(cursor.execute(text, values).fetchall())


def execute(text: str, values: Mapping[str, Any]) -> int:
    """Run a composed statement that writes, planned for its values; the number of rows that it touched."""
    with _cursor(prepare=False) as cursor:
        return int(cursor.execute(text, values).rowcount)


def streamed(text: str, values: Mapping[str, Any]) -> Iterator[Row]:
    """The same rows one by one, as they are at the first of them: the server keeps the rest until it is asked."""
    with transaction.atomic(), connection.wrap_database_errors:
        connection.ensure_connection()
        with ServerCursor(connection.connection, "streamed", row_factory=namedtuple_row) as cursor:
            cursor.itersize = _FETCHED_AT_ONCE
            yield from _Counted(cursor, prepare=None).execute(text, values)


def ahead(text: str, sets: Iterable[Mapping[str, Any]]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows for each set of values in turn, as tuples; while the caller works with some, the server works on more.

    Planned for their values each time: sets are large, and a plan for any set costs more than twice as much.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        waiting: list[Cursor[tuple[Any, ...]]] = []
        for values in sets:
            cursor = Cursor(connection.connection, row_factory=tuple_row)
            _Counted(cursor, prepare=False).execute(text, values)
            waiting.append(cursor)
            if len(waiting) > 1:
                yield waiting.pop(0).fetchall()
        yield from (cursor.fetchall() for cursor in waiting)


@receiver(connection_created)
def _send_lists_fast(connection: Any, **_: Any) -> None:
    connection.connection.adapters.register_dumper(list, Lists)


@contextmanager
def together() -> Iterator[None]:
    """Send what is run inside without waiting for each answer: one round trip. Errors come at the end at the latest.

    For writes of one act that need nothing of each other; how many rows they touch is not told. With busy processors
    every wait costs a turn in their queue, which is more than the statement itself.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@contextmanager
def _cursor(*, prepare: bool | None = None) -> Iterator[Any]:
    """A psycopg cursor below Django's: values are bound in the server and repeated statements stay prepared.

    Errors keep Django's names, so that callers catch ``django.db.IntegrityError`` as everywhere.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection, row_factory=namedtuple_row) as cursor:
        yield _Counted(cursor, prepare=prepare)


class _Counted:
    """Lets ``connection.execute_wrappers`` (statement counters in tests and benchmarks) see the statement."""

    def __init__(self, cursor: Any, *, prepare: bool | None) -> None:
        self._cursor = cursor
        self._given = {} if prepare is None else {"prepare": prepare}

    def execute(self, text: str, values: Mapping[str, Any]) -> Any:
        def run(sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ARG001, FBT001 -- Django's signature
            return self._cursor.execute(sql, params or None, **self._given)

        for wrapper in reversed(connection.execute_wrappers):
            run = _wrapped(wrapper, run)
        return run(text, values, False, {"connection": connection, "cursor": self})  # noqa: FBT003 -- see run


def _wrapped(wrapper: Any, inner: Any) -> Any:
    return lambda sql, params, many, context: wrapper(inner, sql, params, many, context)
