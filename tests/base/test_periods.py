"""Days that people name: today, this week, last month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.periods import PERIODS

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", "2026-11-26", "2026-11-26"),
        ("yesterday", "2026-11-25", "2026-11-25"),
        ("this_week", "2026-11-23", "2026-11-29"),
        ("last_week", "2026-11-16", "2026-11-22"),
        ("next_week", "2026-11-30", "2026-12-06"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("next_month", "2026-12-01", "2026-12-31"),
        ("last_30_days", "2026-10-28", "2026-11-26"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_thursday_of_november(name: str, first: str, last: str) -> None:
    assert PERIODS[name](THURSDAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_what_is_past_and_what_is_ahead_have_one_end_and_meet_at_today() -> None:
    assert PERIODS["past"](THURSDAY) == (None, date(2026, 11, 25))
    assert PERIODS["ahead"](THURSDAY) == (THURSDAY, None)


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_periods_follow_each_other_without_a_gap_on_any_day(today: date) -> None:
    for before, now in (("last_month", "this_month"), ("this_month", "next_month"), ("last_week", "this_week")):
        assert PERIODS[before](today)[1] == PERIODS[now](today)[0] - timedelta(days=1)  # type: ignore[operator]
    for name in ("this_week", "this_month", "this_year", "last_30_days"):
        first, last = PERIODS[name](today)
        assert first is not None
        assert last is not None
        assert first <= today <= last
