"""When a feed is looked at: by its plan, and later and later after failures. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from optom.base.refusal import Refusal

EVERY_DAY: Final = frozenset(range(7))
MOST_TRIES: Final = 8  # after so many in a row a feed waits for its plan again
_FIRST_PAUSE = 60  # seconds
_LONGEST_PAUSE = 6 * 3600
_LEAST_MINUTES, _MOST_MINUTES = 5, 7 * 24 * 60
_MOST_TIMES = 24


@dataclass(frozen=True, slots=True)
class Every:
    """Each so many minutes, counted from the last look."""

    minutes: int


@dataclass(frozen=True, slots=True)
class AtTimes:
    """At times of the day by the firm's clock, on days of the week (Monday is 0)."""

    times: tuple[time, ...]
    days: frozenset[int] = EVERY_DAY


Schedule = Every | AtTimes


def checked(schedule: Schedule) -> Schedule:
    """The same plan. Refuses ``suppliers.minutes_wrong`` (least, most), ``suppliers.times_wrong`` (most)."""
    match schedule:
        case Every(minutes=minutes) if not _LEAST_MINUTES <= minutes <= _MOST_MINUTES:
            raise Refusal("suppliers.minutes_wrong", least=_LEAST_MINUTES, most=_MOST_MINUTES)
        case AtTimes(times=times, days=days) if not (0 < len(times) <= _MOST_TIMES and days and days <= EVERY_DAY):
            raise Refusal("suppliers.times_wrong", most=_MOST_TIMES)
    return schedule


def as_json(schedule: Schedule) -> dict[str, Any]:
    match schedule:
        case Every(minutes=minutes):
            return {"every": minutes}
        case AtTimes(times=times, days=days):
            return {"times": [f"{one:%H:%M}" for one in sorted(times)], "days": sorted(days)}


def of_json(told: Any) -> Schedule:
    """The plan that `as_json` wrote, checked. Refuses as `checked`."""
    match told:
        case {"every": int(minutes)}:
            return checked(Every(minutes))
        case {"times": [*times], "days": [*days]} if all(isinstance(day, int) for day in days):
            return checked(AtTimes(tuple(_time(one) for one in times), frozenset(days)))
    raise Refusal("suppliers.times_wrong", most=_MOST_TIMES)


def _time(told: Any) -> time:
    try:
        return time.fromisoformat(told).replace(tzinfo=None)
    except (ValueError, TypeError):
        raise Refusal("suppliers.times_wrong", most=_MOST_TIMES) from None


def due_at(schedule: Schedule, *, looked_at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The first moment of the plan after the last look; None: never looked at, so at once."""
    if looked_at is None:
        return None
    match schedule:
        case Every(minutes=minutes):
            return looked_at + timedelta(minutes=minutes)
        case AtTimes():
            return next(moment for moment in _moments(schedule, looked_at, zone) if moment > looked_at)


def _moments(schedule: AtTimes, since: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Those of the day of ``since`` and after.

    A time that a clock skips comes when it would have been, one that it shows twice comes the first time.
    """
    day = since.astimezone(zone).date()
    while True:
        if day.weekday() in schedule.days:
            yield from _of_day(schedule.times, day, zone)
        day += timedelta(days=1)


def _of_day(times: Iterable[time], day: date, zone: ZoneInfo) -> list[datetime]:
    return sorted(datetime.combine(day, one, tzinfo=zone).astimezone(UTC) for one in times)


def next_try(tries: int, at: datetime, *, not_before: datetime | None = None) -> datetime:
    """When to try again after so many failures in a row (1: the first), the last one at ``at``.

    A minute, twice as long each time, six hours at most; up to a fifth more or less, so that feeds which failed
    together do not come back together. Not before what the source asked for.
    """
    pause = min(_FIRST_PAUSE << min(tries - 1, 16), _LONGEST_PAUSE)
    spread = Random(f"{at.isoformat()} {tries}").randint(-pause // 5, pause // 5)  # noqa: S311 -- no secret
    again = at + timedelta(seconds=pause + spread)
    return max(again, not_before) if not_before else again


def next_look(
    schedule: Schedule, *, looked_at: datetime, failures: int, zone: ZoneInfo, not_before: datetime | None = None
) -> datetime:
    """After a look: by the plan, or sooner where it failed and may pass; after `MOST_TRIES` by the plan alone."""
    planned = due_at(schedule, looked_at=looked_at, zone=zone) or looked_at
    if 0 < failures <= MOST_TRIES:
        return min(planned, next_try(failures, looked_at, not_before=not_before))
    return planned
