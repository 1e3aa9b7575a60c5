"""What a person asks of one column, as it stands in the address and as he types it into the filter row.

As in Excel: ``>100``, ``<=5``, ``10..20``, ``=abc``, ``<>0``; ``=`` alone is empty, ``<>`` alone is not. Of texts
``abc`` is a part, ``abc*`` a beginning. Dates may be named: ``this_month``. Several filters of one column hold
together; of choices and flags one of the values holds. What can't be read is refused, each naming its column.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from optom.base.business_day import business_day
from optom.base.listing import Condition, Op
from optom.base.periods import PERIODS, Days
from optom.base.refusal import Refusal
from optom.interfaces.kit.input import day, number

from .declared import Column, Kind

_SIGNS = {"<>": Op.OTHER, ">=": Op.FROM, "<=": Op.TO, ">": Op.ABOVE, "<": Op.BELOW, "=": Op.IS}
_SIGN_OF = {op: sign for sign, op in _SIGNS.items()}
_EXACT = {Op.CONTAINS, Op.IS}  # of what is no text both mean: just this
_ALONE = {Op.IS: Op.EMPTY, Op.OTHER: Op.FILLED}
_LONGEST = 200
_MOST_VALUES = 100


def conditions_of(column: Column, values: Sequence[str], at: datetime) -> Iterator[Condition]:
    """What these filters ask of the column. Refuses what no column of its kind can be asked."""
    if len(values) > _MOST_VALUES or any(len(value) > _LONGEST for value in values):
        raise Refusal("input.filter_too_long", column=str(column.title), most=_LONGEST)
    if values and column.kind in {Kind.CHOICE, Kind.FLAG}:
        yield from _of_choices(column, values)
        return
    read = _reader(column)
    for value in values:
        op, rest = _operator(value)
        if op in _ALONE and not rest:
            yield Condition(column.name, _ALONE[op])
        else:
            yield from read(column, op, rest, at)


def _reader(column: Column) -> Callable[[Column, Op, str, datetime], Iterator[Condition]]:
    if column.kind is Kind.TEXT and not column.is_dated:
        return _of_text
    return _of_numbers if column.kind.is_number else _of_dates


def _operator(value: str) -> tuple[Op, str]:
    """What the sign in front means, and what follows it."""
    for sign, op in _SIGNS.items():
        if value.startswith(sign):
            return op, value.removeprefix(sign).strip()
    return Op.CONTAINS, value.strip()


def _of_choices(column: Column, values: Sequence[str]) -> Iterator[Condition]:
    """An empty cell is chosen as ``=``."""
    known = set(column.choices) if column.kind is Kind.CHOICE else {"true", "false"}
    for value in values:
        if value not in known | {"="}:
            names = [str(title) for title in column.choices.values()] or sorted(known)
            raise Refusal("input.not_a_choice", value=value[:40], known=names)
    yield Condition(column.name, Op.ANY, ["" if value == "=" else value for value in values])


def _of_text(column: Column, op: Op, text: str, _at: datetime) -> Iterator[Condition]:
    if op is Op.CONTAINS and "*" in text:
        op = Op.LIKE
    if op in {Op.FROM, Op.TO, Op.ABOVE, Op.BELOW}:  # texts are not compared: the sign is a part of it
        op, text = Op.CONTAINS, _SIGN_OF[op] + text
    yield Condition(column.name, op, text)


def _of_numbers(column: Column, op: Op, text: str, _at: datetime) -> Iterator[Condition]:
    if op not in _EXACT:
        yield Condition(column.name, op, number(text))
        return
    low, is_range, high = text.partition("..")
    if is_range and not (low.strip() or high.strip()):
        raise Refusal("input.not_a_number", value=text[:40])
    for end, text_of_end in ((Op.FROM, low), (Op.TO, high if is_range else low)):
        if text_of_end.strip() or not is_range:
            yield Condition(column.name, end, number(text_of_end))


def _of_dates(column: Column, op: Op, text: str, at: datetime) -> Iterator[Condition]:
    """A day stands for all of itself: what is later than it begins after its last moment."""
    if op is Op.OTHER:
        raise Refusal("input.not_a_date", value=f"<>{text}"[:40])
    if op not in _EXACT:
        yield Condition(column.name, op, _moment(column.kind, day(text), is_end=op in {Op.TO, Op.ABOVE}))
        return
    first, last = _days(text, business_day(at))
    if first:
        yield Condition(column.name, Op.FROM, _moment(column.kind, first))
    if last:
        yield Condition(column.name, Op.TO, _moment(column.kind, last, is_end=True))


def _days(text: str, today: date) -> Days:
    if text in PERIODS:
        return PERIODS[text](today)
    low, is_range, high = text.partition("..")
    if not is_range:
        return day(text), day(text)
    if not (low.strip() or high.strip()):
        raise Refusal("input.not_a_date", value=text[:40])
    return day(low) if low.strip() else None, day(high) if high.strip() else None


def _moment(kind: Kind, on: date, *, is_end: bool = False) -> date | datetime:
    if kind is not Kind.MOMENT:
        return on
    return timezone.make_aware(datetime.combine(on, time.max if is_end else time.min))
