"""The day on which goods that a supplier has could leave our warehouse."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as some

from optom.base.working_days import is_holiday, is_working_day
from optom.domain.stock.rules import Way, days_of, longest_lead, supplied_on

AT_ONCE = Way(0, None, frozenset(range(1, 8)), frozenset(), 0, 0)
WORKDAYS = frozenset(range(1, 6))
FRIDAY = date(2026, 11, 27)


def on(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def test_before_his_hour_it_is_of_the_day_and_after_it_of_the_next_one_on_which_he_works() -> None:
    way = replace(AT_ONCE, cut_off=time(15), takes_on=WORKDAYS)
    assert supplied_on(way, on(FRIDAY, 14)) == FRIDAY
    assert supplied_on(way, on(FRIDAY, 15)) == date(2026, 11, 30), "Monday"


def test_his_days_off_and_public_holidays_are_passed_over() -> None:
    way = replace(AT_ONCE, takes_on=WORKDAYS, closed_on=frozenset({date(2026, 11, 30)}))
    assert supplied_on(way, on(date(2026, 11, 28))) == date(2026, 12, 1)
    assert supplied_on(replace(AT_ONCE, lead_days=1), on(date(2026, 12, 31))) > date(2027, 1, 8)


def test_lead_lateness_and_receipt_come_one_after_another() -> None:
    way = Way(2, None, WORKDAYS, frozenset(), 1, 2)
    assert days_of(way, on(date(2026, 12, 1))) == (
        date(2026, 12, 1),
        date(2026, 12, 3),
        date(2026, 12, 4),
        date(2026, 12, 8),
    )


_days = some.dates(date(2026, 1, 1), date(2027, 1, 31))
_ways = some.builds(
    Way,
    some.integers(0, 60),
    some.none() | some.times(),
    some.frozensets(some.integers(1, 7), min_size=1),
    some.frozensets(_days, max_size=9),
    some.integers(0, 20),
    some.integers(0, 5),
)


@given(way=_ways, day=_days, hour=some.integers(0, 23))
def test_each_step_is_on_a_day_on_which_it_can_be_and_none_before_the_one_before(
    way: Way, day: date, hour: int
) -> None:
    taken, handed, comes, shelved = days_of(way, on(day, hour))

    assert day <= taken
    assert taken + timedelta(days=way.lead_days) <= handed
    assert handed + timedelta(days=way.late_days) <= comes <= shelved
    for his in (taken, handed):
        assert his.isoweekday() in way.takes_on
        assert his not in way.closed_on
        assert not is_holiday(his)
    assert is_working_day(comes)
    assert is_working_day(shelved)


@given(way=_ways, day=_days, hour=some.integers(0, 23), within=some.integers(-3, 120))
def test_as_long_as_he_may_take_to_be_there_by_a_day_and_no_longer(way: Way, day: date, hour: int, within: int) -> None:
    moment, by = on(day, hour), day + timedelta(days=within)
    longest = longest_lead(way, moment, by)
    in_time = [lead for lead in range(125) if supplied_on(replace(way, lead_days=lead), moment) <= by]
    assert in_time == list(range(longest + 1))


@given(way=_ways, day=_days, hour=some.integers(0, 23), more=some.integers(1, 9))
def test_what_takes_longer_is_never_there_sooner(way: Way, day: date, hour: int, more: int) -> None:
    moment = on(day, hour)
    for longer in (
        replace(way, lead_days=way.lead_days + more),
        replace(way, late_days=way.late_days + more),
        replace(way, receipt_days=way.receipt_days + more),
    ):
        assert supplied_on(way, moment) <= supplied_on(longer, moment)
    assert supplied_on(way, moment) <= supplied_on(way, moment + timedelta(days=more))
