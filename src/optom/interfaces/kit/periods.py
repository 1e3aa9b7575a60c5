"""Periods that people name in a word: this and last month, quarter and year."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from optom.base.business_day import business_day

from .frame import Link
from .sheets import Scope

_DAY = timedelta(days=1)
_QUARTER = 3


def periods(desk: Scope, column: str = "issued_at") -> list[Link]:
    """Links that narrow the list by its ``column``; its other filters stay. The chosen one, chosen again, is lifted."""
    given = desk.request.GET.getlist(column)
    spans = named(business_day(desk.at))
    return [_link(desk, title, f"{first}..{last}", column, given) for title, first, last in spans]


def _link(desk: Scope, title: str, span: str, column: str, given: list[str]) -> Link:
    asked = desk.request.GET.copy()
    is_chosen = given == [span]
    if is_chosen:
        del asked[column]
    else:
        asked[column] = span
    return Link(title, f"?{asked.urlencode()}", current=is_chosen)


def named(today: date) -> Iterator[tuple[str, date, date]]:
    """Each with its first and its last day."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    before = month - _DAY
    quarter, ended = _quarter_of(today), _quarter_of(today) - _DAY
    yield _("this month"), month, today
    yield _("last month"), before.replace(day=1), before
    yield _("this quarter"), quarter, today
    yield _("last quarter"), _quarter_of(ended), ended
    yield _("this year"), year, today
    yield _("last year"), year.replace(year=year.year - 1), year - _DAY


def _quarter_of(day: date) -> date:
    """Its first day."""
    return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)
