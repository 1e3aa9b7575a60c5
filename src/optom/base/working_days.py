"""Russia's working days, with the days off that the government moves every year."""

from datetime import date, timedelta
from functools import cache

import holidays
from holidays import HolidayBase

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether one works on it."""
    return bool(_calendar().is_working_day(day))


def is_holiday(day: date) -> bool:
    """Whether nobody works on it, also who works at weekends."""
    return day in _calendar() and not is_working_day(day)


def working_day_from(day: date) -> date:
    """The day itself, or the next one on which one works."""
    while not is_working_day(day):
        day += _DAY
    return day


def next_working_day(day: date) -> date:
    """The first working day after it."""
    return working_day_from(day + _DAY)


@cache
def _calendar() -> HolidayBase:
    return holidays.country_holidays("RU")
