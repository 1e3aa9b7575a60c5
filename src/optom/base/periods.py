"""Days that people name from where they stand: today, this week, last month."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

Days = tuple[date | None, date | None]  # the first and the last day; None: no end on that side
_WEEK = timedelta(days=7)


def _day(shift: int) -> Callable[[date], Days]:
    def days(today: date) -> Days:
        on = today + timedelta(days=shift)
        return on, on

    return days


def _week(shift: int) -> Callable[[date], Days]:
    def days(today: date) -> Days:
        monday = today - timedelta(days=today.weekday()) + shift * _WEEK
        return monday, monday + _WEEK - timedelta(days=1)

    return days


def _month(shift: int) -> Callable[[date], Days]:
    def days(today: date) -> Days:
        count = today.year * 12 + today.month - 1 + shift
        return _first_of(count), _first_of(count + 1) - timedelta(days=1)

    return days


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


PERIODS: Mapping[str, Callable[[date], Days]] = {
    "today": _day(0),
    "yesterday": _day(-1),
    "tomorrow": _day(1),
    "this_week": _week(0),
    "last_week": _week(-1),
    "next_week": _week(1),
    "this_month": _month(0),
    "last_month": _month(-1),
    "next_month": _month(1),
    "this_year": lambda today: (date(today.year, 1, 1), date(today.year, 12, 31)),
    "last_year": lambda today: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    "last_30_days": lambda today: (today - timedelta(days=29), today),
    "past": lambda today: (None, today - timedelta(days=1)),
    "ahead": lambda today: (today, None),
}
