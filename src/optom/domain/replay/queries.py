"""What replays have told: how much would come in, who would pay less and who more."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.base.sql import statements

from .models import Replay, Total
from .rules import MOST_WEEKS, WEEKS

__all__ = ["MOST_WEEKS", "PARTS", "WEEKS"]
_sql = statements(__package__)
PARTS = ("company", "contract", "group", "brand", "column", "product")
"""By what the lines of a replay are added up."""


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """A replay; ``state``: working, failed, done."""

    id: int
    weeks: int
    asked_at: datetime
    asked_by: str
    done_at: datetime | None
    failure: str

    @property
    def state(self) -> str:
        """Whether it is done."""
        if self.failure:
            return "failed"
        return "done" if self.done_at else "working"


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines came to, in roubles without VAT: as they were sold, at the prices in force, at the proposed ones.

    ``cost`` is of those lines whose cost is known, as ``costed_present`` and ``costed_proposed`` are. Not among
    ``lines`` are those ``unrated`` (for want of a rate), ``unpriced`` (no price now), ``withdrawn`` (none any more).
    """

    lines: int = 0
    unrated: int = 0
    unpriced: int = 0
    withdrawn: int = 0
    sold: Decimal = Decimal(0)
    present: Decimal = Decimal(0)
    proposed: Decimal = Decimal(0)
    costed_present: Decimal = Decimal(0)
    costed_proposed: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ways:
    """How many contracts would pay less for what they have ordered, how many more, how many the same."""

    gain: int
    hurt: int
    same: int


@dataclass(frozen=True, slots=True)
class Told:
    """A replay that is done: what was ordered, what is held, waits for goods or is quoted, and who gains or is hurt."""

    ordered: Sums
    reserved: Sums
    waiting: Sums
    quoted: Sums
    ways: Ways


@dataclass(frozen=True, slots=True)
class PartRow:
    """What one part brings now and would bring, in roubles without VAT; ``change`` and margins in percent too.

    ``way``: gains (pays less), hurt (pays more), same. ``left_out``: lines that can't be compared. Margins are of lines
    whose cost is known; None: of none it is.
    """

    id: int
    key: int | None
    name: str | None
    number: str | None
    lines: int
    sold: Decimal
    present: Decimal
    proposed: Decimal
    difference: Decimal
    change: Decimal | None
    way: str
    left_out: int
    margin_present: Decimal | None
    margin_proposed: Decimal | None
    percent_present: Decimal | None
    percent_proposed: Decimal | None


_WHOLES = ("all", "reserve", "waiting", "quoted")
_PARTS = Listing(
    __package__,
    "totals_list",
    search=("name", "number"),
    texts=("name", "number"),
    nulls=("name", "number", "change", "margin_present", "margin_proposed", "percent_present", "percent_proposed"),
    sums=("lines", "present", "proposed", "difference", "margin_present", "margin_proposed"),
    order=("id",),
    row=PartRow,
)


def newest(publication: int) -> ReplayRow | None:
    """The replay of a publication that was asked for last."""
    found = Replay.objects.filter(publication=publication).order_by("-pk")
    row = found.values_list("pk", "weeks", "asked_at", "asked_by__name", "done_at", "failure").first()
    return ReplayRow(row[0], row[1], row[2], row[3] or "", row[4], row[5]) if row else None


def told(replay: int) -> Told:
    """What a replay that is done has told, in all."""
    found = Total.objects.filter(replay=replay, of__in=_WHOLES)
    names = Sums.__dataclass_fields__
    sums = {of: Sums(*values) for of, *values in found.values_list("of", *names)}
    ordered, reserved, waiting, quoted = (sums.get(of, Sums()) for of in _WHOLES)
    return Told(ordered, reserved, waiting, quoted, Ways(*_sql.one("ways", replay=replay)))


def parts(replay: int, of: str) -> Listed:
    """What was replayed by ``of``, one of `PARTS`; what brings most first."""
    return _PARTS.of(replay=replay, of=of)


def moved(replay: int, of: str, *, most: int) -> list[tuple[str | None, Decimal]]:
    """By how many roubles without VAT each company or group moves the margin, of lines whose cost is known; what moves
    it most first.
    """
    return [tuple(row) for row in _sql.rows("moved", replay=replay, of=of, most=most)]
