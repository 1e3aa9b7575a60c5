"""Filling empty tables: indexes and keys are cheaper to build once than to keep up row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import Cursor, sql

_OWNED = """
select bool_and(pg_has_role(relowner, 'member')) from pg_class where oid = any(%(tables)s::regclass[])
"""
# A key to which foreign keys of other tables point must stay.
_CONSTRAINTS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(c.oid), contype = 'f'
from pg_constraint c
where c.conrelid = any(%(tables)s::regclass[]) and (
    contype = 'f'
    or contype in ('p', 'u')
        and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid)
)
order by contype = 'f', 1, contype, 2
"""
_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i
where i.indrelid = any(%(tables)s::regclass[]) and not i.indisunique
order by 1
"""


def take_room() -> None:
    """Sort and join in memory, in several processes, until the transaction ends: one import at a time may have more of
    them than a page. A row that one of them hands on costs less than the planner believes.
    """
    with connection.wrap_database_errors, _cursor() as cursor:
        cursor.execute("set local parallel_tuple_cost = 0.001")
        cursor.execute("set local work_mem = '128MB'")
        cursor.execute("set local maintenance_work_mem = '512MB'")


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Inside, the tables have no foreign keys of their own and no indexes but those that other tables rely on; after it
    they have them again, checked.

    The tables stay locked until the transaction ends, so this is for tables that hold nothing yet; and inside it there
    is nothing on which `on conflict` could stand. Whoever does not own them works with the indexes in place.
    """
    with connection.wrap_database_errors, _cursor() as cursor:
        taken = _take_off(cursor, list(tables)) if _owns(cursor, list(tables)) else []
    yield
    with connection.wrap_database_errors, _cursor() as cursor:
        for statement in taken:
            cursor.execute(_as_is(statement))


def _owns(cursor: Cursor[Any], tables: list[str]) -> bool:
    cursor.execute(_OWNED, {"tables": tables})
    row = cursor.fetchone()
    return row is not None and bool(row[0])


def _take_off(cursor: Cursor[Any], tables: list[str]) -> list[str]:
    """The statements that put back what was taken off: keys, indexes, foreign keys.

    Waiting checks of deferred keys would forbid to change the tables, so they are made first.
    """
    cursor.execute("set constraints all immediate")
    cursor.execute("set constraints all deferred")
    constraints = cursor.execute(_CONSTRAINTS, {"tables": tables}).fetchall()
    indexes = cursor.execute(_INDEXES, {"tables": tables}).fetchall()
    for table, name, *_ in constraints:
        cursor.execute(_as_is(f'alter table {table} drop constraint "{name}"'))
    for name, _ in indexes:
        cursor.execute(_as_is(f"drop index {name}"))
    put_back = [
        (f'alter table {table} add constraint "{name}" {what}', last) for table, name, what, last in constraints
    ]
    keys, foreign = ([one for one, last in put_back if last is wanted] for wanted in (False, True))
    return [*keys, *(definition for _, definition in indexes), *foreign]


def _as_is(text: str) -> sql.SQL:
    """What the database's own catalog wrote."""
    return sql.SQL(text)


def _cursor() -> Cursor[Any]:
    connection.ensure_connection()
    return Cursor(connection.connection)
