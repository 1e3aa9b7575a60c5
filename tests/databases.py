"""Databases for tests: one migrated template a server, a copy for each worker, put back after tests that commit.

The template is named by what it is made of, so a server that outlives a session (`OPTOM_TEST_DATABASE_URL`) migrates
once for all who test the same migrations; a session's own throw-away server makes it anew.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg import sql

ROOT = Path(__file__).parent.parent
# What migrations are made of: themselves, the SQL and the helpers that they ask, other people's by their versions.
MADE_OF = ("src/optom/**/migrations/*.py", "src/optom/**/*.sql", "src/optom/base/*.py", "requirements.lock")
LOCK = 20261123  # any number: it serialises the workers of one session

_TABLES = """
select format('%I.%I', n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
order by 1
"""
_SEQUENCES = "select format('%I.%I', schemaname, sequencename), start_value, last_value from pg_sequences order by 1"


class TestDatabase:
    """One worker's database on the session's server."""

    __test__ = False  # it is no test, whatever pytest thinks of its name

    def __init__(self, server: str, *, name: str) -> None:
        self._server = server
        self.name = name
        self._tables: list[str] = []
        self._seeds: dict[str, bytes] = {}
        self._sequences: dict[str, tuple[int, bool]] = {}

    def create(self) -> None:
        """Copy the template, which the first worker to come migrates, and point Django at the copy."""
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute("select pg_advisory_lock(%s)", [LOCK])
            if server.execute("select 1 from pg_database where datname = %s", [template()]).fetchone() is None:
                _migrate_template(server)
            _recreate(server, self.name, template=template())
        _point_django_at(self.name)
        self._remember()

    def drop(self) -> None:
        """Remove it, with whoever is still connected."""
        connections.close_all()
        with psycopg.connect(self._server, autocommit=True) as server:
            _drop(server, self.name)

    def put_back(self) -> None:
        """Every table and sequence as the migrations left them; append-only ones too, hence with triggers off.

        The locks wait for whoever writes still. Few rows are deleted ten times faster than as many tables are truncated
        with all that refer to them.
        """
        raw = _raw()
        raw.execute("reset role")
        with raw.transaction():
            raw.execute("set local session_replication_role = replica")
            raw.execute("set local lock_timeout = '20s'")
            raw.execute(_query(f"lock table {', '.join(self._tables)} in share row exclusive mode"))
            raw.execute(_query("; ".join(f"delete from {table}" for table in self._used(raw))))  # noqa: S608
            for table, content in self._seeds.items():
                with raw.cursor().copy(_query(f"copy {table} from stdin")) as copy:
                    copy.write(content)
            self._rewind(raw)

    def _remember(self) -> None:
        raw = _raw()
        self._tables = [name for (name,) in raw.execute(_TABLES)]
        for table in self._used(raw):
            with raw.cursor().copy(_query(f"copy {table} to stdout")) as copy:
                self._seeds[table] = b"".join(bytes(block) for block in copy)
        self._sequences = {
            name: (start if last is None else last, last is not None) for name, start, last in raw.execute(_SEQUENCES)
        }

    def _used(self, raw: psycopg.Connection[Any]) -> list[str]:
        asked = " union all ".join(f"select '{name}' where exists (select from {name})" for name in self._tables)  # noqa: S608
        return [name for (name,) in raw.execute(_query(asked))] if asked else []

    def _rewind(self, raw: psycopg.Connection[Any]) -> None:
        for name, start, last in raw.execute(_SEQUENCES).fetchall():
            if self._sequences.get(name) != (start if last is None else last, last is not None):
                value, is_called = self._sequences[name]
                raw.execute("select setval(%s, %s, %s)", [name, value, is_called])


def put_back_after_committing_tests(database: TestDatabase) -> Callable[[], None]:
    """Make tests that commit leave the database as the migrations left it. Answers a function that undoes this.

    Django's own flush empties what migrations have filled, and stumbles over append-only tables.
    """
    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = lambda _self: database.put_back()  # type: ignore[attr-defined]

    def undo() -> None:
        TransactionTestCase._fixture_teardown = original  # type: ignore[attr-defined]

    return undo


@cache
def template() -> str:
    """The name of the database that is copied."""
    found = sha256()
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"test_optom_template_{found.hexdigest()[:16]}"


def _migrate_template(server: psycopg.Connection[Any]) -> None:
    """Made under another name: a template that exists is complete."""
    unfinished = f"{template()}_unfinished"
    _recreate(server, unfinished, template="template1")
    _point_django_at(unfinished)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    connections.close_all()
    server.execute(_sql("alter database {} rename to {}", unfinished, template()))


def _recreate(server: psycopg.Connection[Any], name: str, *, template: str) -> None:
    _drop(server, name)
    server.execute(_sql("create database {} template {}", name, template))


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(_sql("drop database if exists {} with (force)", name))


def _point_django_at(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name


def _raw() -> psycopg.Connection[Any]:
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)


def _sql(text: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))


def _query(text: str) -> bytes:
    """Text made of the catalog's own quoted names; as bytes, for psycopg takes only literals as text."""
    return text.encode()
