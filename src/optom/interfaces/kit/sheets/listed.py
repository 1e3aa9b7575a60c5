"""Parts of a list that is short by nature (the lines of a draft, the people of a company): asked in memory."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from optom.base.listing import Asked, Condition, Op, Part

from .declared import Column

_COMPARED: Mapping[Op, Callable[[Any, Any], Any]] = {
    Op.FROM: operator.ge,
    Op.TO: operator.le,
    Op.ABOVE: operator.gt,
    Op.BELOW: operator.lt,
    Op.OTHER: operator.ne,
}


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
    if condition.op in {Op.EMPTY, Op.FILLED}:
        return (_text(value) == "") is (condition.op is Op.EMPTY)
    if condition.op is Op.ANY:
        return _text(value) in condition.value
    if isinstance(condition.value, str):
        return _reads(_text(value).casefold(), condition.op, condition.value.casefold())
    if value is None:
        return condition.op is Op.OTHER
    return bool(_COMPARED[condition.op](value, condition.value))


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _reads(text: str, op: Op, wanted: str) -> bool:
    if op is Op.LIKE:
        return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), text, re.DOTALL) is not None
    return wanted in text if op is Op.CONTAINS else (text == wanted) is (op is Op.IS)
