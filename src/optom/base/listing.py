"""A long list asked for in parts: which rows, in what order, from where, how many; count and sums over all of them.

A room declares ``Listing(__package__, "orders_list", ...)`` over one base select in its ``sql`` folder and answers with
``listing.of(contract=...)``. Names of columns come from the program and are quoted; values that a person typed are
always bound.

A window costs what its filter has to look at, not what the list shows: first only the keys of the page are sorted out,
then only their rows are put together; a filter is gone through once, for count, sums and keys. So a base select is one
plain select (no grouping at its top), brings names by ``left join`` and figures by scalar subselects or by a left join
of what is grouped by the key: what neither sorts nor filters is not read before the page is known.

Why offsets and not "the rows after this key": the grid jumps to any place of the list, and an offset costs only a walk
over keys, from the nearer end (15 ms for the middle of 50,000 papers). Exports go on and on; they are read by a cursor.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from psycopg import sql

from .sql import Row, fetch, statements, streamed


class Op(StrEnum):
    """How a condition compares: texts without case; in the value of ``LIKE`` a star stands for anything."""

    ANY = "any"
    FROM = "from"
    TO = "to"
    ABOVE = "above"
    BELOW = "below"
    CONTAINS = "contains"
    LIKE = "like"
    IS = "is"
    OTHER = "other"
    EMPTY = "empty"
    FILLED = "filled"


_SIGNS = {
    Op.FROM: ">=",
    Op.TO: "<=",
    Op.ABOVE: ">",
    Op.BELOW: "<",
    Op.CONTAINS: "like",
    Op.LIKE: "like",
    Op.IS: "=",
    Op.OTHER: "is distinct from",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A column of the list and what is asked of it. ``value`` is a list for ``ANY``, none for ``EMPTY``, ``FILLED``."""

    column: str
    op: Op
    value: Any = None


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
    """The rows asked for, how many there are in all, and sums over all of them; None where they can't be added up.

    ``instead`` is the query that was answered where nothing answers the one that was asked; ``hint`` says why nothing
    was found, where that is known, and ``why`` where more of it is told.
    """

    rows: Sequence[Any]
    total: int
    sums: Mapping[str, Decimal | None] = field(default_factory=dict)
    exact: bool = True
    facets: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    all: int | None = None
    instead: str | None = None
    hint: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A base select of a room and how it may be asked.

    ``search`` are the columns in which a query is looked for, ``texts`` those sorted without case, ``nulls`` those that
    may be empty (such rows come last either way; a column that is not named here is sorted by its index), ``sums``
    those that are summed, and ``measure`` is the column of their currency or unit, if rows have different ones: what is
    not of one is not added up. ``order`` goes on where the asked order ends; it begins with what an index has, and ends
    with ``key``. ``row`` takes the columns of the select one by one and makes what the room shows. ``parts`` are texts
    that several selects of the room have in common: each stands for its name in braces. ``text`` is the base select
    itself where the room puts it together.
    """

    package: str
    name: str
    key: str = "id"
    search: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    measure: str = ""
    order: tuple[str, ...] = ("-id",)
    parts: tuple[str, ...] = ()
    text: str = ""
    row: Callable[..., Any] | None = None

    def of(self, **values: Any) -> "Listed":
        """The list that the base select gives with these values."""
        return Listed(self, values)

    def only(self, **columns: Any) -> "Listed":
        """Those rows of the base select whose columns have these values (one of them, where a list is given)."""
        return Listed(self, {}, columns)

    def _base(self) -> sql.Composable:
        texts = statements(self.package)
        text = self.text or texts.text(self.name)
        for part in self.parts:
            text = text.replace(f"{{{part}}}", texts.text(part).rstrip())
        return sql.SQL("({})").format(sql.SQL(text))

    def counted(self, where: sql.Composable) -> sql.Composable:
        """One row: the count and the sums of all that ``where`` leaves."""
        return sql.SQL("select {} from {} t {}").format(self._tally(), self._base(), where)

    def _tally(self) -> sql.Composable:
        sums = [self._sum(sql.Identifier(column)) for column in self.sums]
        return sql.SQL(", ").join([sql.SQL("count(*) as counted"), *sums])

    def _sum(self, column: sql.Identifier) -> sql.Composable:
        """None where it would add euros to roubles."""
        if not self.measure:
            return sql.SQL("coalesce(sum({0}), 0) as {0}").format(column)
        text = "case when min({1}) is not distinct from max({1}) then coalesce(sum({0}), 0) end as {0}"
        return sql.SQL(text).format(column, sql.Identifier(self.measure))

    def ordered(self, where: sql.Composable, marks: Sequence[str]) -> sql.Composable:
        """All that ``where`` leaves."""
        return sql.SQL("select * from {} t {} order by {}").format(self._base(), where, self._by(marks))

    def keys(self, where: sql.Composable, marks: Sequence[str]) -> sql.Composable:
        """The keys of all that ``where`` leaves."""
        text = "select {} from {} t {} order by {}"
        return sql.SQL(text).format(sql.Identifier(self.key), self._base(), where, self._by(marks))

    def page(self, where: sql.Composable, marks: Sequence[str], *, from_end: bool) -> sql.Composable:
        """The rows of one page. ``from_end``: it is counted off from the end of the list, where that is nearer."""
        keys = sql.SQL("select {} from {} t {} order by {} limit %(_count)s offset %(_start)s").format(
            sql.Identifier(self.key), self._base(), where, self._by(marks, is_reversed=from_end)
        )
        text = "select * from {} t where {} = any(array({})) order by {}"
        return sql.SQL(text).format(self._base(), sql.Identifier(self.key), keys, self._by(marks))

    def found(self, where: sql.Composable, marks: Sequence[str]) -> sql.Composable:
        """One row: the count, the sums, and the keys of one page of what ``where`` leaves, which is looked for once."""
        by = self._marks(marks)
        columns = dict.fromkeys(
            [self.key, *(mark.lstrip("-") for mark in by), *self.sums, *filter(None, [self.measure])]
        )
        taken = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
        text = (
            "with found as materialized (select {} from {} t {}) select {}, "
            "array(select {} from found order by {} limit %(_count)s offset %(_start)s) as keys from found"
        )
        return sql.SQL(text).format(
            taken, self._base(), where, self._tally(), sql.Identifier(self.key), self._by(marks)
        )

    def of_keys(self, where: sql.Composable) -> sql.Composable:
        """Of what ``where`` leaves, the rows of the bound keys."""
        text = "select * from (select * from {} t {}) t where {} = any(%(_keys)s::bigint[])"
        return sql.SQL(text).format(self._base(), where, sql.Identifier(self.key))

    def where(self, asked: Asked, only: Mapping[str, Any]) -> tuple[sql.Composable, dict[str, Any]]:
        """What is asked of the rows beside what ``only`` fixes, and the values to bind."""
        parts = [_equality(column, value) for column, value in only.items()]
        bound = {f"_only_{column}": value for column, value in only.items()}
        for place, condition in enumerate(asked.conditions):
            name = f"_c{place}"
            parts.append(_comparison(condition, name))
            bound |= {} if condition.op in {Op.EMPTY, Op.FILLED} else {name: _bound(condition)}
        if asked.query and self.search:
            columns = [_lowered(name, "like", "_query") for name in self.search]
            parts.append(sql.SQL("({})").format(sql.SQL(" or ").join(columns)))
            bound["_query"] = _containing(asked.query)
        return (sql.SQL("where {}").format(sql.SQL(" and ").join(parts)) if parts else sql.SQL("")), bound

    def _marks(self, marks: Sequence[str]) -> list[str]:
        """What the list is ordered by: each column once, where it stands first."""
        first: dict[str, str] = {}
        for mark in (*marks, *self.order):
            first.setdefault(mark.lstrip("-"), mark)
        return list(first.values())

    def _by(self, marks: Sequence[str], *, is_reversed: bool = False) -> sql.Composable:
        return sql.SQL(", ").join(self._direction(mark, is_reversed=is_reversed) for mark in self._marks(marks))

    def _direction(self, mark: str, *, is_reversed: bool) -> sql.Composable:
        name = mark.lstrip("-")
        text = sql.Identifier(name)
        column = sql.SQL("lower({})").format(text) if name in self.texts else text
        way = "desc" if mark.startswith("-") != is_reversed else "asc"
        nulls = (" nulls first" if is_reversed else " nulls last") if name in self.nulls else ""
        return sql.SQL("{} {}").format(column, sql.SQL(way + nulls))


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: windows of it, all of it, the rows of some keys. ``only`` are columns whose value is fixed."""

    listing: Listing
    values: Mapping[str, Any]
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def only(self, **columns: Any) -> "Listed":
        """Those of the rows whose columns have these values (one of them, where a list is given)."""
        return Listed(self.listing, self.values, {**self.fixed, **columns})

    def part(self, asked: Asked) -> Part:
        """The rows that answer ``asked``, with count and sums. At most two statements, whatever its length."""
        if asked.query or asked.conditions:
            return self._found(asked)
        where, values = self._where(asked)
        total, *sums = _fetch(self.listing.counted(where), values)[0]
        rows = self._page(asked, where, values, total)
        return Part(rows, total, dict(zip(self.listing.sums, sums, strict=True)))

    def _found(self, asked: Asked) -> Part:
        where, values = self._where(asked)
        text = self.listing.found(where, asked.sort)
        total, *sums, keys = _fetch(text, {**values, "_start": asked.start, "_count": asked.count})[0]
        rows = self.keyed(keys) if keys else []
        return Part(rows, total, dict(zip(self.listing.sums, sums, strict=True)))

    def _page(self, asked: Asked, where: sql.Composable, values: Mapping[str, Any], total: int) -> list[Any]:
        count = min(total - asked.start, total if asked.count is None else asked.count)
        if count <= 0:
            return []
        from_end = asked.start > total // 2
        start = total - asked.start - count if from_end else asked.start
        text = self.listing.page(where, asked.sort, from_end=from_end)
        return self._made(_fetch(text, {**values, "_start": start, "_count": count}))

    def all(self, asked: Asked = Asked()) -> list[Any]:
        """All rows that answer ``asked``, where they are known to be few. One statement."""
        where, values = self._where(asked)
        return self._made(_fetch(self.listing.ordered(where, asked.sort), values))

    def each(self, asked: Asked) -> Iterator[Any]:
        """All rows in the asked order as they were when the reading began, without keeping them in memory."""
        where, values = self._where(asked)
        make = self.listing.row
        for row in streamed(_written(self.listing.ordered(where, asked.sort)), values):
            yield row if make is None else make(*row)

    def keys(self, asked: Asked = Asked()) -> list[int]:
        """The keys of all rows that answer ``asked``, in its order: a number a row. One statement."""
        where, values = self._where(asked)
        return [row[0] for row in _fetch(self.listing.keys(where, asked.sort), values)]

    def keyed(self, keys: Sequence[int]) -> list[Any]:
        """The rows of these keys that are in the list, in the order of the keys."""
        where, values = self._where(Asked())
        rows = _fetch(self.listing.of_keys(where), {**values, "_keys": list(keys)})
        by_key = {getattr(row, self.listing.key): row for row in rows}
        return self._made([by_key[key] for key in dict.fromkeys(keys) if key in by_key])

    def one(self, key: int) -> Any | None:
        """The row of this key; None where the list has none."""
        return next(iter(self.keyed([key])), None)

    def _where(self, asked: Asked) -> tuple[sql.Composable, dict[str, Any]]:
        where, bound = self.listing.where(asked, self.fixed)
        return where, {**self.values, **bound}

    def _made(self, rows: Sequence[Row]) -> list[Any]:
        make = self.listing.row
        return list(rows) if make is None else [make(*row) for row in rows]


def _fetch(text: sql.Composable, values: Mapping[str, Any]) -> list[Row]:
    """Planned anew each time: a plan for any window of any company would be a bad one for most."""
    return fetch(_written(text), values, prepare=False)


def _written(text: sql.Composable) -> str:
    connection.ensure_connection()
    return text.as_string(connection.connection)


def _equality(column: str, value: Any) -> sql.Composable:
    name = sql.Placeholder(f"_only_{column}")
    return sql.SQL("{} = any({})" if isinstance(value, list) else "{} = {}").format(sql.Identifier(column), name)


def _comparison(condition: Condition, name: str) -> sql.Composable:
    column, value = sql.Identifier(condition.column), sql.Placeholder(name)
    if condition.op is Op.ANY:
        text = "coalesce({}::text, '') = any({}::text[])" if "" in condition.value else "{}::text = any({}::text[])"
        return sql.SQL(text).format(column, value)
    if condition.op in {Op.EMPTY, Op.FILLED}:
        text = "coalesce({}::text, '') = ''" if condition.op is Op.EMPTY else "{}::text <> ''"
        return sql.SQL(text).format(column)
    if isinstance(condition.value, str):
        return _lowered(condition.column, _SIGNS[condition.op], name)
    return sql.SQL("{} {} {}").format(column, sql.SQL(_SIGNS[condition.op]), value)


def _lowered(column: str, sign: str, name: str) -> sql.Composable:
    """Lowered once for all rows, and each row's text once: twice as fast as ``ilike``."""
    text = "lower({}::text) {} lower({})"
    return sql.SQL(text).format(sql.Identifier(column), sql.SQL(sign), sql.Placeholder(name))


def _bound(condition: Condition) -> Any:
    if condition.op is Op.CONTAINS:
        return _containing(condition.value)
    return _escaped(condition.value).replace("*", "%") if condition.op is Op.LIKE else condition.value


def _containing(text: str) -> str:
    return f"%{_escaped(text)}%"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
