"""When and how goods may leave, and who takes them: what a buyer asks for beside quantities. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from optom.base.refusal import Refusal
from optom.base.texts import too_long
from optom.base.working_days import is_working_day, next_working_day, working_day_from

ATTORNEY, ELECTRONIC, PASSPORT = "attorney", "electronic", "passport"
AUTHORITY_KINDS = (ATTORNEY, ELECTRONIC, PASSPORT)
LONGEST_WAIT = timedelta(days=60)  # goods asked for use the limit while they wait


@dataclass(frozen=True, slots=True)
class Authority:
    """Who takes the goods at a pick-up, and by which document. A passport has no end that we ask for."""

    who: str
    kind: str = ATTORNEY
    number: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wished:
    """When the buyer would like the goods: a day, and hours of that day. None: as soon as they can leave."""

    on: date | None = None
    since: time | None = None
    until: time | None = None


NO_WISH = Wished()


@dataclass(frozen=True, slots=True)
class Hours:
    """A warehouse that would ship, and until when what is asked leaves it the same day."""

    warehouse: int
    name: str
    cut_off: time | None


def earliest_on(now: datetime, cut_off: time | None) -> date:
    """The first day on which what is asked ``now`` (the firm's clocks) can leave: today, or the next working day."""
    today = now.date()
    if not is_working_day(today):
        return working_day_from(today)
    is_late = cut_off is not None and now.time() >= cut_off
    return next_working_day(today) if is_late else today


def objections_to_wish(wished: Wished, places: Iterable[Hours], now: datetime) -> list[Refusal]:
    """Why the goods can't leave when it is wished: every reason, each warehouse that is not ready by then."""
    return [*_of_window(wished), *_of_day(wished.on, places, now)]


def _of_window(wished: Wished) -> Iterator[Refusal]:
    if (wished.since or wished.until) and wished.on is None:
        yield Refusal("shipping.window_without_day", field="wished_on")
    if wished.since and wished.until and wished.since >= wished.until:
        yield Refusal("shipping.window_wrong", field="wished_until", since=wished.since, until=wished.until)


def _of_day(wished: date | None, places: Iterable[Hours], now: datetime) -> Iterator[Refusal]:
    if wished is None:
        return
    facts = {"field": "wished_on", "wished": wished}
    early = [(place, first) for place in places if wished < (first := earliest_on(now, place.cut_off))]
    for place, first in early:
        yield Refusal("shipping.too_early", **facts, warehouse_name=place.name, earliest=first, cut_off=place.cut_off)
    if not early and wished < now.date():
        yield Refusal("shipping.day_is_over", **facts)
    elif not early and not is_working_day(wished):
        yield Refusal("shipping.day_off", **facts, suggested=working_day_from(wished))
    if wished > (latest := now.date() + LONGEST_WAIT):
        yield Refusal("shipping.too_far", **facts, latest=latest)


def objections_to_way(*, is_pickup: bool, allowed: str) -> list[Refusal]:
    """A way in which the contract's goods do not leave."""
    way = "pickup" if is_pickup else "delivery"
    if allowed in {"any", way}:
        return []
    return [Refusal("shipping.way_not_allowed", field="address", delivery=allowed)]


def objections_to_authority(authority: Authority | None, *, is_pickup: bool, leaves_on: date) -> list[Refusal]:
    """What of the authority is missing or wrong for goods that leave on that day; none given is none wrong."""
    if authority is None:
        return []
    if not is_pickup:
        return [Refusal("shipping.authority_of_no_pickup", field="who")]
    return [*_flaws(authority, leaves_on), *too_long(who=(authority.who, 200), authority_number=(authority.number, 60))]


def _flaws(authority: Authority, leaves_on: date) -> Iterator[Refusal]:
    if not authority.who.strip():
        yield Refusal("shipping.authority_of_nobody", field="who")
    if authority.kind not in AUTHORITY_KINDS:
        yield Refusal("shipping.authority_unknown", field="authority_kind", kind=authority.kind)
    if not authority.number.strip():
        yield Refusal("shipping.authority_without_number", field="authority_number")
    if authority.kind != PASSPORT and authority.until is None:
        yield Refusal("shipping.authority_without_end", field="authority_until")
    if authority.until is not None and authority.until < leaves_on:
        facts = {"until": authority.until, "leaves_on": leaves_on}
        yield Refusal("shipping.authority_too_short", field="authority_until", **facts)
