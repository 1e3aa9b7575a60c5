"""Which goods are promised to whom. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Free goods of a product: on hand in a warehouse, or of an arrival expected there on a day."""

    product: int
    warehouse: int
    free: Decimal
    arrival: int | None = None
    expected_on: date | None = None


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
