"""Filling empty tables: indexes and foreign keys are cheaper to build once than to keep up row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import Cursor, sql

_OWNED = """
select bool_and(pg_has_role(relowner, 'member')) from pg_class where oid = any(%(tables)s::regclass[])
"""
_FOREIGN_KEYS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint where contype = 'f' and conrelid = any(%(tables)s::regclass[]) order by 1, 2
"""
_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i
where i.indrelid = any(%(tables)s::regclass[]) and not i.indisunique
order by 1
"""


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Inside, the tables have neither foreign keys of their own nor indexes except unique ones; after it they have
    them again, checked.

    The tables stay locked until the transaction ends, so this is for tables that hold nothing yet. Whoever does not own
    them works with the indexes in place.
    """
    with connection.wrap_database_errors, _cursor() as cursor:
        keys, indexes = _take_off(cursor, list(tables)) if _owns(cursor, list(tables)) else ([], [])
    yield
    with connection.wrap_database_errors, _cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(_as_is(definition))
        for table, name, definition in keys:
            cursor.execute(_as_is(f'alter table {table} add constraint "{name}" {definition}'))


def _owns(cursor: Cursor[Any], tables: list[str]) -> bool:
    cursor.execute(_OWNED, {"tables": tables})
    row = cursor.fetchone()
    return row is not None and bool(row[0])


def _take_off(cursor: Cursor[Any], tables: list[str]) -> tuple[list[Any], list[Any]]:
    """Waiting checks of deferred keys would forbid to change the tables, so they are made first."""
    cursor.execute("set constraints all immediate")
    cursor.execute("set constraints all deferred")
    keys = cursor.execute(_FOREIGN_KEYS, {"tables": tables}).fetchall()
    indexes = cursor.execute(_INDEXES, {"tables": tables}).fetchall()
    for table, name, _ in keys:
        cursor.execute(_as_is(f'alter table {table} drop constraint "{name}"'))
    for name, _ in indexes:
        cursor.execute(_as_is(f"drop index {name}"))
    return keys, indexes


def _as_is(text: str) -> sql.SQL:
    """What the database's own catalog wrote."""
    return sql.SQL(text)  # type: ignore[arg-type]


def _cursor() -> Cursor[Any]:
    connection.ensure_connection()
    return Cursor(connection.connection)
