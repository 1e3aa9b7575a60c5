"""When a feed is looked at: by its plan in the firm's zone, and later and later after failures."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.suppliers.schedule import (
    MOST_TRIES,
    AtTimes,
    Every,
    Schedule,
    as_json,
    due_at,
    next_look,
    next_try,
    of_json,
)

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
MORNINGS = AtTimes((time(7, 30), time(19)), frozenset(range(5)))


def test_a_feed_that_was_never_looked_at_is_due_at_once() -> None:
    assert due_at(Every(60), looked_at=None, zone=MOSCOW) is None


def test_every_so_many_minutes_after_the_last_look(at: datetime) -> None:
    assert due_at(Every(45), looked_at=at, zone=MOSCOW) == at + timedelta(minutes=45)


@pytest.mark.parametrize(
    ("looked", "due"),
    [
        ("2026-11-23T07:29", "2026-11-23T07:30"),
        ("2026-11-23T07:30", "2026-11-23T19:00"),
        ("2026-11-23T23:59", "2026-11-24T07:30"),
        ("2026-11-27T19:00", "2026-11-30T07:30"),  # from Friday evening to Monday
        ("2026-11-28T10:00", "2026-11-30T07:30"),
    ],
)
def test_times_of_the_day_on_working_days(looked: str, due: str) -> None:
    looked_at = datetime.fromisoformat(looked).replace(tzinfo=MOSCOW)
    assert due_at(MORNINGS, looked_at=looked_at, zone=MOSCOW) == datetime.fromisoformat(due).replace(tzinfo=MOSCOW)


def test_the_day_is_the_firms_not_the_servers() -> None:
    """At 22:00 by Greenwich it is the next day in Vladivostok already."""
    looked_at = datetime(2026, 11, 23, 22, tzinfo=UTC)
    due = due_at(AtTimes((time(9),)), looked_at=looked_at, zone=ZoneInfo("Asia/Vladivostok"))
    assert due == datetime(2026, 11, 23, 23, tzinfo=UTC)


def test_a_time_that_the_clock_skips_comes_and_one_shown_twice_comes_once() -> None:
    nights = AtTimes((time(2, 30),))
    before_spring = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    spring = due_at(nights, looked_at=before_spring, zone=BERLIN)
    assert spring == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    before_autumn = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    autumn = due_at(nights, looked_at=before_autumn, zone=BERLIN)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert due_at(nights, looked_at=autumn, zone=BERLIN) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_a_failed_feed_is_tried_later_and_later_but_not_for_ever(at: datetime) -> None:
    pauses = [(next_try(tries, at) - at).total_seconds() for tries in range(1, 12)]
    for tries, pause in enumerate(pauses):
        assert abs(pause - min(60 * 2**tries, 21_600)) <= min(60 * 2**tries, 21_600) / 5
    assert next_try(10_000, at) - at <= timedelta(hours=7, minutes=12)


def test_feeds_that_failed_together_come_back_apart_and_always_the_same_way(at: datetime) -> None:
    moments = {next_try(5, at + timedelta(microseconds=one)) for one in range(50)}
    assert len(moments) > 25
    assert next_try(5, at) == next_try(5, at)


def test_a_feed_does_not_come_back_before_the_source_wishes(at: datetime) -> None:
    assert next_try(1, at, not_before=at + timedelta(hours=3)) == at + timedelta(hours=3)
    assert next_try(1, at, not_before=at) > at


def test_after_a_failure_the_sooner_of_trying_and_the_plan(at: datetime) -> None:
    planned = at + timedelta(minutes=600)
    assert next_look(Every(600), looked_at=at, failures=0, zone=MOSCOW) == planned
    assert next_look(Every(600), looked_at=at, failures=1, zone=MOSCOW) == next_try(1, at)
    assert next_look(Every(5), looked_at=at, failures=8, zone=MOSCOW) == at + timedelta(minutes=5)
    assert next_look(Every(600), looked_at=at, failures=MOST_TRIES + 1, zone=MOSCOW) == planned


@pytest.mark.parametrize("schedule", [Every(5), Every(10_080), MORNINGS, AtTimes((time(0),))])
def test_a_plan_goes_to_json_and_back(schedule: Schedule) -> None:
    assert of_json(as_json(schedule)) == schedule


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"every": 4}, "minutes_wrong"),
        ({"every": 10_081}, "minutes_wrong"),
        ({"every": True}, "minutes_wrong"),
        ({"every": "5"}, "times_wrong"),
        ({"times": [], "days": [0]}, "times_wrong"),
        ({"times": ["07:30"], "days": []}, "times_wrong"),
        ({"times": ["07:30"], "days": [7]}, "times_wrong"),
        ({"times": ["25:00"], "days": [0]}, "times_wrong"),
        ({"times": [7], "days": [0]}, "times_wrong"),
        ({"times": ["07:30"], "days": [[]]}, "times_wrong"),
        (None, "times_wrong"),
    ],
)
def test_a_plan_that_is_none_is_refused(told: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        of_json(told)
    assert refused.value.code == f"suppliers.{code}"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    looked_at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    times=st.lists(st.times().map(lambda one: one.replace(second=0, microsecond=0)), min_size=1, max_size=5),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    zone=st.sampled_from([MOSCOW, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kamchatka")]),
)
def test_the_next_moment_is_after_the_last_look_and_within_eight_days(
    looked_at: datetime, times: list[time], days: frozenset[int], zone: ZoneInfo
) -> None:
    due = due_at(AtTimes(tuple(times), days), looked_at=looked_at, zone=zone)
    assert due is not None
    assert looked_at < due <= looked_at + timedelta(days=8)
