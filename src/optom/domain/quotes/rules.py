"""Until when a quote is valid, and what has moved since it was issued. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from optom.base.business_day import business_day, day_begins_at
from optom.base.refusal import Refusal
from optom.base.working_days import next_working_day
from optom.domain.orders.rules import PricedLine

LONGEST_NOTE = 200
LINK_DAYS = (1, 7, 30, 90)
_NOTHING = Decimal(0)


def valid_until(at: datetime, working_days: int) -> datetime:
    """The midnight that ends the last of so many working days after the firm's day of ``at``."""
    day = business_day(at)
    for _ in range(working_days):
        day = next_working_day(day)
    return day_begins_at(day + timedelta(days=1))


def last_day(until: datetime) -> date:
    """The last day on which what is valid until a midnight holds."""
    return business_day(until - timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class Moved:
    """A line as it was promised (``then``) and as it could be ordered now; ``now`` is none where it is not sold.

    ``on_then`` and ``on`` are the days on which all of it is there: none where it stands in stock. ``waits_then`` and
    ``waits`` is what of it would come from nowhere known.
    """

    product: int
    article: str
    brand: str
    name: str
    then: PricedLine
    now: PricedLine | None
    on_then: date | None = None
    on: date | None = None
    waits_then: Decimal = _NOTHING
    waits: Decimal = _NOTHING

    @property
    def is_gone(self) -> bool:
        """It is not sold to the contract any more, or has no price."""
        return self.now is None

    @property
    def is_price_moved(self) -> bool:
        """A unit costs another sum, or has another tax."""
        now = self.now
        return now is not None and (now.price, now.vat_percent) != (self.then.price, self.then.vat_percent)

    @property
    def is_quantity_moved(self) -> bool:
        """Packs have changed: there can't be so much of it."""
        return self.now is not None and self.now.quantity != self.then.quantity

    def is_later(self, today: date) -> bool:
        """It would come later than was promised; what comes sooner, or by the day, keeps the promise."""
        if self.is_gone or self.waits_then:  # of what waits no day was promised
            return self.now is not None and self.waits > self.waits_then
        return self.waits > 0 or (self.on or today) > (self.on_then or today)

    def has_moved(self, today: date) -> bool:
        """Whether anything of it is not as it was promised."""
        return self.is_gone or self.is_price_moved or self.is_quantity_moved or self.is_later(today)


@dataclass(frozen=True, slots=True)
class Difference:
    """A quote beside what there is now. ``is_valid``: its prices hold. Sums with VAT."""

    lines: Sequence[Moved]
    is_valid: bool
    today: date

    @property
    def moved(self) -> list[Moved]:
        """The lines that are not as they were promised."""
        return [line for line in self.lines if line.has_moved(self.today)]

    @property
    def left(self) -> list[PricedLine]:
        """What can be ordered."""
        return [line.now for line in self.lines if line.now]

    @property
    def total_then(self) -> Decimal:
        """Of the quote."""
        return sum((line.then.sum for line in self.lines), _NOTHING)

    @property
    def total(self) -> Decimal:
        """Of what can be ordered now."""
        return sum((line.sum for line in self.left), _NOTHING)

    @property
    def digest(self) -> str:
        """By what it is known that somebody agrees to this difference and to no other."""
        said = [(one.product, one.now and (one.now.quantity, one.now.sum), one.on, one.waits) for one in self.moved]
        return sha256(repr(said).encode()).hexdigest()[:32]


def against_unseen(difference: Difference, seen: str) -> list[Refusal]:
    """Why it can't be ordered as it is now: something has moved that whoever accepts was not shown, or all is gone."""
    if not difference.left:
        return [Refusal("quotes.all_gone")]
    if not difference.moved or seen == difference.digest:
        return []
    return [moved(len(difference.moved), difference)]


def against_holding(difference: Difference) -> list[Refusal]:
    """Only what is wholly there, or comes, is held: what waited would outlive the quote as an order."""
    waiting = [line.article for line in difference.lines if line.waits or line.has_moved(difference.today)]
    return [Refusal("quotes.not_all_there", articles=waiting)] if waiting else []


def moved(lines: int, difference: Difference) -> Refusal:
    """So many lines are not as they were promised."""
    return Refusal("quotes.moved", lines=lines, total=difference.total, expected=difference.total_then)


def objections_to_days(days: int) -> list[Refusal]:
    """A link opens for some days of which one can choose."""
    return [] if days in LINK_DAYS else [Refusal("quotes.link_days_wrong", field="days", known=list(LINK_DAYS))]


def together(lines: Iterable[PricedLine]) -> tuple[Decimal, Decimal]:
    """What lines come to with VAT, and the tax inside."""
    known = list(lines)
    return sum((line.sum for line in known), _NOTHING), sum((line.vat for line in known), _NOTHING)
