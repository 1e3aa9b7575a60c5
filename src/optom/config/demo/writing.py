"""How the demo's rows reach the tables: COPY for what Python makes, statements for what follows from rows."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection
from psycopg import Cursor, sql

from optom.base.bulk import without_indexes

# what is NULL in COPY's text format
NOTHING = r"\N"
_BLOCK = 2_000
_WORTH_REBUILDING = 20_000
_SEQUENCE = """
select setval(pg_get_serial_sequence(%(table)s, 'id'), greatest((select max(id) from {table}), 1))
"""


def text(value: str) -> str:
    """A value as COPY wants it."""
    return value.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")


def copy(table: str, columns: str, rows: Iterable[Iterable[Any]]) -> None:
    """Write rows of a moderate number; None becomes NULL."""
    with connection.wrap_database_errors, _cursor() as cursor, cursor.copy(_copy(table, columns)) as out:
        for row in rows:
            out.write_row(tuple(row))


def copy_lines(table: str, columns: str, lines: list[str]) -> None:
    """Write ready lines of COPY's text format, by the million."""
    with connection.wrap_database_errors, _cursor() as cursor, cursor.copy(_copy(table, columns)) as out:
        for first in range(0, len(lines), _BLOCK):
            out.write("".join(lines[first : first + _BLOCK]))


def run(statement: str, **values: object) -> int:
    """Run a statement of the demo; the number of rows it touched."""
    with connection.wrap_database_errors, _cursor() as cursor:
        return cursor.execute(_as_is(statement), values or None).rowcount


def rows(statement: str, **values: object) -> list[Any]:
    """All rows that a statement of the demo answers."""
    with connection.wrap_database_errors, _cursor() as cursor:
        return list(cursor.execute(_as_is(statement), values or None).fetchall())


def go_on_after(*tables: str) -> None:
    """Let the next row of these tables get the number after the last of the demo's."""
    for table in tables:
        run(_SEQUENCE.format(table=table), table=table)


def analyse(*tables: str) -> None:
    """Tell the planner what was written."""
    for table in tables:
        run(f"analyze {table}")


def filling(count: int, *tables: str) -> AbstractContextManager[None]:
    """A block that fills empty tables with so many rows: many are written first and indexed after."""
    return without_indexes(*tables) if count >= _WORTH_REBUILDING else nullcontext()


def _copy(table: str, columns: str) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns.split())
    return sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)


def _as_is(statement: str) -> sql.SQL:
    """The demo's own text, never anybody's input."""
    return sql.SQL(statement)


def _cursor() -> Cursor[Any]:
    connection.ensure_connection()
    return Cursor(connection.connection)
