"""A long list asked for in parts: which rows, in what order, from where, how many; count and sums over all of them.

A room declares ``Listing(__package__, "orders_list", ...)`` over one base select in its ``sql`` folder. Names of
columns come from the program and are quoted; values that a person typed are always bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from psycopg import sql

from .sql import Row, fetch, statements


class Op(StrEnum):
    """How a condition compares."""

    ANY = "any"
    FROM = "from"
    TO = "to"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Condition:
    """A column of the list and what is asked of it. ``value`` is a list for ``ANY``."""

    column: str
    op: Op
    value: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a list. ``sort`` holds column names, "-" before the descending ones; ``count`` None: all rows."""

    query: str = ""
    sort: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    start: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The rows asked for, how many there are in all, and sums over all of them."""

    rows: Sequence[Any]
    total: int
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    exact: bool = True
    facets: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    all: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A base select of a room and how it may be searched. Two statements a part, whatever its length."""

    package: str
    name: str
    key: str = "id"
    search: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-id",)

    def part(self, asked: Asked, /, **values: Any) -> Part:
        """The rows that answer ``asked``, with count and sums. ``values`` fill the base select."""
        where, bound = self._where(asked)
        values = {**values, **bound}
        total, *sums = self._fetch(
            sql.SQL("select {} from {} t {}").format(self._tally(), self._base(), where), values
        )[0]
        rows = self._fetch(self._window(asked, where), {**values, "_start": asked.start, "_count": asked.count})
        return Part(rows, total, dict(zip(self.sums, sums, strict=True)))

    def keyed(self, keys: Sequence[int], /, **values: Any) -> list[Row]:
        """The rows of these keys, in no promised order."""
        text = sql.SQL("select * from {} t where {} = any(%(_keys)s::bigint[])").format(
            self._base(), sql.Identifier(self.key)
        )
        return self._fetch(text, {**values, "_keys": list(keys)})

    def _base(self) -> sql.Composable:
        return sql.SQL("({})").format(sql.SQL(statements(self.package).text(self.name)))

    def _tally(self) -> sql.Composable:
        sums = [sql.SQL("coalesce(sum({0}), 0) as {0}").format(sql.Identifier(column)) for column in self.sums]
        return sql.SQL(", ").join([sql.SQL("count(*) as total"), *sums])

    def _window(self, asked: Asked, where: sql.Composable) -> sql.Composable:
        order = sql.SQL(", ").join(_direction(mark) for mark in _unique([*asked.sort, *self.order]))
        text = sql.SQL("select * from {} t {} order by {} limit %(_count)s offset %(_start)s")
        return text.format(self._base(), where, order)

    def _where(self, asked: Asked) -> tuple[sql.Composable, dict[str, Any]]:
        parts, bound = [], {}
        for place, condition in enumerate(asked.conditions):
            name = f"_c{place}"
            parts.append(_comparison(condition, name))
            bound[name] = _like(condition.value) if condition.op is Op.CONTAINS else condition.value
        if asked.query and self.search:
            columns = [sql.SQL("{}::text ilike %(_query)s").format(sql.Identifier(name)) for name in self.search]
            parts.append(sql.SQL("({})").format(sql.SQL(" or ").join(columns)))
            bound["_query"] = _like(asked.query)
        return (sql.SQL("where {}").format(sql.SQL(" and ").join(parts)) if parts else sql.SQL("")), bound

    @staticmethod
    def _fetch(text: sql.Composable, values: Mapping[str, Any]) -> list[Row]:
        connection.ensure_connection()
        return fetch(text.as_string(connection.connection), values)


def _comparison(condition: Condition, name: str) -> sql.Composable:
    column, value = sql.Identifier(condition.column), sql.Placeholder(name)
    if condition.op is Op.ANY:
        return sql.SQL("{}::text = any({}::text[])").format(column, value)
    if condition.op is Op.CONTAINS:
        return sql.SQL("{}::text ilike {}").format(column, value)
    return sql.SQL("{} {} {}").format(column, sql.SQL(">=" if condition.op is Op.FROM else "<="), value)


def _direction(mark: str) -> sql.Composable:
    way = sql.SQL("desc nulls last") if mark.startswith("-") else sql.SQL("asc nulls last")
    return sql.SQL("{} {}").format(sql.Identifier(mark.lstrip("-")), way)


def _unique(marks: Sequence[str]) -> list[str]:
    """Each column once, where it stands first."""
    first: dict[str, str] = {}
    for mark in marks:
        first.setdefault(mark.lstrip("-"), mark)
    return list(first.values())


def _like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
