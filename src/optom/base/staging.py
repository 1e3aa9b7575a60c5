"""Bulk rows on their way into a room: COPY into temporary tables, then the room merges them set by set.

A staging table lives until the end of the transaction and is seen by nobody else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from typing import Any

from django.db import connection
from psycopg import Cursor, sql

Columns = Mapping[str, str]
_SMALL = """
select relname::text from pg_class where oid = any(%(tables)s::regclass[]) and reltuples <= %(rows)s order by 1
"""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken as it stood: ``code`` is stable, ``origin`` is whatever the source called its place."""

    what: str
    external_id: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""


Report = Callable[[Skipped], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did to the things of one kind; ``hidden`` are those that a full import no longer names."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    hidden: int = 0
    skipped: int = 0

    @property
    def is_without_effect(self) -> bool:
        return not (self.created or self.changed or self.hidden)


def ignore(_skipped: Skipped) -> None:
    """The report of who does not want to know."""


def create_stage(table: str, columns: Columns) -> None:
    """An empty staging table; one of the same name from earlier in this transaction goes away."""
    described = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), _raw(of)) for name, of in columns.items()
    )
    with connection.wrap_database_errors, _cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists pg_temp.{}").format(sql.Identifier(table)))
        cursor.execute(sql.SQL("create temp table {} ({}) on commit drop").format(sql.Identifier(table), described))


def copy_into(table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a table by COPY, one at a time: memory does not grow with their number."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)
    with connection.wrap_database_errors, _cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_csv_into(table: str, columns: Iterable[str], blocks: Iterable[bytes]) -> None:
    """The same of blocks that are CSV already, without a head; an unquoted blank is null."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy {} ({}) from stdin with (format csv)").format(sql.Identifier(table), names)
    with connection.wrap_database_errors, _cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks:
            copy.write(block)


def analyse(*tables: str, columns: Iterable[str] = ()) -> None:
    """Let the planner know what a bulk load has made of the tables; autovacuum would come too late for the next act.

    With ``columns`` it looks at those only, at what is joined by, and at a fifth of the rows: enough for what lives
    until the end of the transaction, and a fiftieth of what looking at wide rows costs.
    """
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    only = sql.SQL(" ({})").format(named) if columns else sql.SQL("")
    with connection.wrap_database_errors, _cursor() as cursor:
        if columns:
            cursor.execute("set local default_statistics_target = 20")
        for table in tables:
            cursor.execute(sql.SQL("analyze {}{}").format(sql.Identifier(table), only))
        if columns:
            cursor.execute("set local default_statistics_target to default")


def analyse_changed(many: int, *tables: str) -> None:
    """The same where ``many`` changed rows are a tenth of a table or more: of fewer the planner thinks as before.

    To look at a table of millions costs more than changing some thousands of its rows.
    """
    with connection.wrap_database_errors, _cursor() as cursor:
        cursor.execute(_SMALL, {"tables": list(tables), "rows": many * 10})
        small = [name for (name,) in cursor.fetchall()]
    analyse(*small)


def one_at_a_time(name: str, *, patience: str = "") -> None:
    """Wait until no other transaction is inside the act of this name; with ``patience`` no longer than that."""
    with connection.wrap_database_errors, _cursor() as cursor:
        if patience:
            cursor.execute("select set_config('lock_timeout', %s, true)", [patience])
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [name])


def short_code(external_id: str, length: int) -> str:
    """A code of at most ``length`` characters for a foreign identifier, the same one each time."""
    if len(external_id) <= length:
        return external_id
    digest = md5(external_id.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{external_id[: length - 9]}-{digest}"


def _raw(text: str) -> sql.SQL:
    """Types of columns as the rooms write them in their own code."""
    return sql.SQL(text)


def _cursor() -> Cursor[Any]:
    connection.ensure_connection()
    return Cursor(connection.connection)
