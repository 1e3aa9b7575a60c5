"""Which goods are promised to whom. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from optom.base.working_days import is_holiday, next_working_day, working_day_from

_DAY = timedelta(days=1)
MOST_LEAD = 32_767  # days


@dataclass(frozen=True, slots=True)
class Source:
    """Free goods of a product: on hand in a warehouse, of an arrival expected there on a day, or of what a supplier has
    ready (``supply``), which would be there on it.
    """

    product: int
    warehouse: int
    free: Decimal
    arrival: int | None = None
    expected_on: date | None = None
    supply: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How goods that a supplier has ready come to us: what the day of their promise is made of.

    An order before ``cut_off`` (the firm's time; None: at any hour) is of the same day, where that is one of
    ``takes_on`` (1 is Monday), no holiday and none of ``closed_on``. ``lead_days`` later he hands the goods over,
    ``late_days`` later than he says nearly all of his goods come (measured), and ``receipt_days`` of our working days
    they take to be shelved.
    """

    lead_days: int
    cut_off: time | None
    takes_on: frozenset[int]
    closed_on: frozenset[date]
    late_days: int
    receipt_days: int


def supplied_on(way: Way, moment: datetime) -> date:
    """On which day goods could leave our warehouse that are promised at a moment of the firm's time."""
    return days_of(way, moment)[-1]


def longest_lead(way: Way, moment: datetime, by: date) -> int:
    """How long a supplier may take at the most, in days, for his goods to be there by a day; -1: they can't be."""
    lead = min((by - moment.date()).days - way.late_days - way.receipt_days, MOST_LEAD)
    while lead >= 0 and supplied_on(replace(way, lead_days=lead), moment) > by:
        lead -= 1
    return max(lead, -1)


def days_of(way: Way, moment: datetime) -> tuple[date, date, date, date]:
    """On which day the supplier takes the order, hands the goods over, they come, and are shelved."""
    is_late = way.cut_off is not None and moment.time() >= way.cut_off
    taken = _open_from(way, moment.date() + is_late * _DAY)
    handed = _open_from(way, taken + way.lead_days * _DAY)
    comes = working_day_from(handed + way.late_days * _DAY)
    shelved = comes
    for _day in range(way.receipt_days):
        shelved = next_working_day(shelved)
    return taken, handed, comes, shelved


def _open_from(way: Way, day: date) -> date:
    while day.isoweekday() not in way.takes_on or day in way.closed_on or is_holiday(day):
        day += _DAY
    return day


def in_turn(source: Source) -> tuple[date, int]:
    """The order in which what suppliers have is promised: the soonest first."""
    return source.expected_on or date.min, source.supply or 0


@dataclass(frozen=True, slots=True)
class Promise:
    """So much of a product from one source, for an owner."""

    owner: int
    product: int
    warehouse: int
    arrival: int | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class FromBatch:
    """So much of what leaves for an owner is of this batch."""

    owner: int
    batch: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """A hold as it stands."""

    id: int
    owner: int
    product: int
    warehouse: int
    arrival: int | None
    expected_on: date | None
    quantity: Decimal
    asked: Decimal = Decimal(0)

    @property
    def free(self) -> Decimal:
        """What of it nobody has asked for."""
        return self.quantity - self.asked


def promise(*, quantity: Decimal, sources: Iterable[Source]) -> list[tuple[Source, Decimal]]:
    """What each source gives, in their order, until there is enough; what is missing is simply not given."""
    parts = []
    for source in sources:
        if quantity <= 0:
            break
        part = min(quantity, source.free)
        if part > 0:
            parts.append((source, part))
            quantity -= part
    return parts


def give_back(holds: Sequence[Held], quantity: Decimal, *, named: Collection[int] = ()) -> list[tuple[Held, Decimal]]:
    """Which holds give so much back of what nobody has asked for: in the opposite order of being promised, what comes
    latest first, goods on hand last. Where any are ``named`` by their numbers, they alone do.
    """
    freed = []
    for hold in sorted(holds, key=_turn, reverse=True):
        part = min(quantity, hold.free)
        if part > 0 and (not named or hold.id in named):
            freed.append((hold, part))
            quantity -= part
    return freed


def _turn(hold: Held) -> tuple[date, int, int]:
    """The order in which goods are promised."""
    return hold.expected_on or date.min, hold.arrival or 0, hold.warehouse
