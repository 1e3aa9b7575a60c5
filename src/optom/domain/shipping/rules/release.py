"""What to pay, item by item, so that goods may leave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from optom.domain.credit.rules import Part, allocate

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """What is open of a paper; ``is_overdue`` when it should have been paid before today."""

    entry: int
    open: Decimal
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """What, paid now, lets goods leave: so much of each open item, the oldest first, and the rest in advance."""

    items: tuple[Part, ...]
    advance: Decimal

    @property
    def sum(self) -> Decimal:
        """All of it; zero when nothing of money stands in the way."""
        return sum((part.amount for part in self.items), self.advance)


def to_pay(*, wanted: Decimal, headroom: Decimal, items: Sequence[Item]) -> Release:
    """What to pay so that goods for ``wanted`` may leave; ``items`` in the order in which money settles them.

    Paying settles the oldest first, so what is overdue goes before all else, and every rouble raises the headroom:
    the larger of the two sums is enough, and one kopeck less of it is not.
    """
    overdue = sum((item.open for item in items if item.is_overdue), _NOTHING)
    amount = max(wanted - headroom, overdue, _NOTHING)
    parts = tuple(allocate(amount, [(item.entry, item.open) for item in items if item.open > 0]))
    return Release(parts, amount - sum((part.amount for part in parts), _NOTHING))


@dataclass(frozen=True, slots=True)
class Freed:
    """What a payment would do: so much of each item is settled, the rest waits in advance; the headroom after it."""

    items: tuple[Part, ...]
    advance: Decimal
    headroom: Decimal
    overdue: Decimal


def freed_by(payment: Decimal, *, headroom: Decimal, items: Sequence[Item]) -> Freed:
    """What ``payment`` would settle by the rule by which payments are allocated, and what would stay overdue."""
    parts = tuple(allocate(payment, [(item.entry, item.open) for item in items if item.open > 0]))
    paid = {part.item: part.amount for part in parts}
    overdue = sum((item.open - paid.get(item.entry, _NOTHING) for item in items if item.is_overdue), _NOTHING)
    return Freed(parts, payment - sum(paid.values(), _NOTHING), headroom + payment, overdue)
