# ruff: noqa: ANN401 -- rows and cells of a sheet may hold anything
"""Parts of a list that is short by nature (the lines of one order, the addresses of a company): asked in memory."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from optom.base.listing import Asked, Condition, Op, Part

from .declared import Column


def part_of(rows: Sequence[Any], columns: Sequence[Column], asked: Asked, *, sums: Sequence[str] = ()) -> Part:
    """The rows that answer ``asked`` out of all of them, with sums of the named columns."""
    taken = {column.name: column.of for column in columns}
    found = [row for row in rows if _answers(row, asked, taken)]
    for mark in reversed(asked.sort):
        take = taken.get(mark.removeprefix("-"))
        if take is not None:
            found.sort(key=_comparable(take), reverse=mark.startswith("-"))
    stop = None if asked.count is None else asked.start + asked.count
    totals = {name: _sum(taken[name], found) for name in sums}
    return Part(found[asked.start : stop], len(found), totals)


def _sum(take: Callable[[Any], Any], rows: Sequence[Any]) -> Decimal:
    return sum((Decimal(take(row) or 0) for row in rows), Decimal(0))


def _comparable(take: Callable[[Any], Any]) -> Callable[[Any], tuple[bool, Any]]:
    def key(row: Any) -> tuple[bool, Any]:
        value = take(row)
        return (value is None, value.casefold() if isinstance(value, str) else 0 if value is None else value)

    return key


def _answers(row: Any, asked: Asked, taken: Mapping[str, Callable[[Any], Any]]) -> bool:
    wanted = asked.query.casefold()
    if wanted and not any(wanted in str(take(row)).casefold() for take in taken.values()):
        return False
    return all(_meets(taken[one.column](row), one) for one in asked.conditions if one.column in taken)


def _meets(value: Any, condition: Condition) -> bool:
    if condition.op is Op.ANY:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return text in condition.value
    if condition.op is Op.CONTAINS:
        return str(condition.value).casefold() in str(value).casefold()
    if value is None:
        return False
    return bool(value >= condition.value if condition.op is Op.FROM else value <= condition.value)
