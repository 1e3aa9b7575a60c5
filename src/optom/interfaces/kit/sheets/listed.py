"""Parts of a list that is short by nature (the lines of a draft, the people of a company): asked in memory."""

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
            found = _sorted(found, take, is_descending=mark.startswith("-"))
    stop = None if asked.count is None else asked.start + asked.count
    totals = {name: _sum(taken[name], found) for name in sums}
    return Part(found[asked.start : stop], len(found), totals)


def _sum(take: Callable[[Any], Any], rows: Sequence[Any]) -> Decimal:
    return sum((Decimal(take(row) or 0) for row in rows), Decimal(0))


def _sorted(rows: Sequence[Any], take: Callable[[Any], Any], *, is_descending: bool) -> list[Any]:
    """Text without case; rows without a value come last either way."""

    def key(row: Any) -> Any:
        value = take(row)
        return value.casefold() if isinstance(value, str) else value

    full = [row for row in rows if take(row) is not None]
    return sorted(full, key=key, reverse=is_descending) + [row for row in rows if take(row) is None]


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
