"""Dates, as Excel counts them: months run over into years, days into months. Outside of years 1 to 9999: blank."""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from optom.base.formula.kinds import Kind
from optom.base.formula.nodes import Form, Function
from optom.base.formula.sql import bound

DATE, NUMBER = Kind.DATE, Kind.NUMBER
_FAR = 5_000_000  # no date moved by so many days or months stays a date
_FIRST = "date '0001-01-01'"
_LAST_DAY, _LAST_MONTH = (date.max - date.min).days, date.max.year * 12 + 11


def _whole_sql(part: str) -> str:
    """Fit to be counted with, even where the condition beside it has said no: constants are worked out beforehand."""
    return f"least(greatest(trunc({part}), -{_FAR}), {_FAR})::int"


def _days_on_sql(day: str, days: str) -> str:
    return bound(
        day,
        lambda start: bound(
            days,
            lambda count: (
                f"(case when {start} - {_FIRST} + trunc({count}) between 0 and {_LAST_DAY}"
                f" then {start} + {_whole_sql(count)} end)"
            ),
        ),
    )


def _months_on_sql(day: str, months: str) -> str:
    return bound(
        day,
        lambda start: bound(
            months,
            lambda count: (
                f"(case when extract(year from {start}) * 12 + extract(month from {start}) - 1 + trunc({count})"
                f" between 12 and {_LAST_MONTH}"
                f" then ({start} + make_interval(months => {_whole_sql(count)}))::date end)"
            ),
        ),
    )


def _made_sql(year: str, month: str, day: str) -> str:
    first = bound(
        f"trunc({year})",
        lambda one: f"(case when {one} between 1 and 9999 then make_date({_whole_sql(one)}, 1, 1) end)",
    )
    return _days_on_sql(_months_on_sql(first, f"({month} - 1)"), f"({day} - 1)")


def _moved(day: date | None, days: Any) -> date | None:
    if day is None or days is None:
        return None
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def _moved_back(day: date | None, days: Any) -> date | None:
    return _moved(day, None if days is None else -days)


def _apart(later: date | None, earlier: date | None) -> Decimal | None:
    return None if later is None or earlier is None else Decimal((later - earlier).days)


def _months_on(day: date | None, months: Any) -> date | None:
    if day is None or months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _made(year: Any, month: Any, day: Any) -> date | None:
    if None in (year, month, day) or not date.min.year <= int(year) <= date.max.year:
        return None
    return _moved(_months_on(date(int(year), 1, 1), month - 1), day - 1)


def _part(name: str) -> Any:
    return lambda day: None if day is None else Decimal(getattr(day, name))


LATER = Form((DATE, NUMBER), DATE, _days_on_sql, _moved)
EARLIER = Form((DATE, NUMBER), DATE, lambda day, days: _days_on_sql(day, f"(- {days})"), _moved_back)
APART = Form((DATE, DATE), NUMBER, lambda later, earlier: f"({later} - {earlier})::numeric", _apart)

DATES = (
    Function("DATE", "ДАТА", (Form((NUMBER,) * 3, DATE, _made_sql, _made),)),
    Function("YEAR", "ГОД", (Form((DATE,), NUMBER, lambda day: f"extract(year from {day})", _part("year")),)),
    Function("MONTH", "МЕСЯЦ", (Form((DATE,), NUMBER, lambda day: f"extract(month from {day})", _part("month")),)),
    Function("DAY", "ДЕНЬ", (Form((DATE,), NUMBER, lambda day: f"extract(day from {day})", _part("day")),)),
    Function(
        "WEEKDAY",
        "ДЕНЬНЕД",
        (
            Form(
                (DATE,),
                NUMBER,
                lambda day: f"extract(isodow from {day})",
                lambda day: None if day is None else Decimal(day.isoweekday()),
            ),
        ),
    ),
    Function("EDATE", "ДАТАМЕС", (Form((DATE, NUMBER), DATE, _months_on_sql, _months_on),)),
)
