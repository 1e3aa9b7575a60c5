"""When what was dispatched has to be paid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.domain.credit.rules import due_on

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "days", "kind", "due"),
    [
        (MONDAY, 0, "calendar", MONDAY),
        (MONDAY, 14, "calendar", date(2026, 12, 7)),
        (MONDAY, 5, "calendar", date(2026, 11, 30)),  # a Saturday moves to Monday
        (date(2026, 12, 25), 7, "calendar", date(2027, 1, 11)),  # over the New Year's days off
        (MONDAY, 5, "working", date(2026, 11, 30)),
        (MONDAY, 0, "working", MONDAY),
        (date(2026, 11, 28), 0, "working", date(2026, 11, 30)),
        (date(2026, 5, 8), 1, "working", date(2026, 5, 12)),  # the 9th is a Saturday, its day off the 11th
    ],
)
def test_the_last_day_to_pay(on: date, days: int, kind: str, due: date) -> None:
    assert due_on(on, days, kind) == due


@given(on=st.dates(date(2025, 1, 1), date(2027, 12, 1)), days=st.integers(0, 60))
def test_working_days_are_never_less_time_than_calendar_days(on: date, days: int) -> None:
    assert due_on(on, days, "working") >= due_on(on, days, "calendar")
