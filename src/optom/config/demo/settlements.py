"""A year of one contract's settlements: what was owed, what was paid and what settled what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from optom.domain.credit.rules import allocate

_NOTHING = Decimal("0.00")


@dataclass(slots=True, eq=False)
class Entry:
    """A line of the ledger; ``open`` is what is not settled of it, with the sign of ``amount``."""

    at: datetime
    kind: str
    amount: Decimal
    due_on: date | None
    title: str
    subject: str
    contract: int
    company: int
    purpose: str = ""
    paper: int | None = None
    invoice: int | None = None  # the paper of the invoice that a payment names
    open: Decimal = _NOTHING
    id: int = 0


@dataclass(frozen=True, slots=True)
class Allocation:
    """So much of a payment has settled so much of an item."""

    payment: Entry
    item: Entry
    amount: Decimal
    at: datetime


@dataclass(slots=True)
class Ledger:
    """All contracts' entries and allocations, in the order of their moments within each contract."""

    entries: list[Entry] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)

    def settle(self, of_contract: Iterable[Entry]) -> None:
        """Write a contract's entries: each settles the oldest open ones of the other sign, as in the room of credit."""
        opened: list[Entry] = []
        for entry in sorted(of_contract, key=lambda one: (one.at, one.kind)):
            entry.open = entry.amount
            opposite = [one for one in opened if (one.amount < 0) != (entry.amount < 0)]
            for part in allocate(entry.amount, ((place, one.open) for place, one in enumerate(opposite))):
                self._allocate(entry, opposite[part.item], part.amount)
            opened = [one for one in (*opened, entry) if one.open]
            self.entries.append(entry)

    def number(self) -> None:
        """Give numbers in the order of time, all contracts together."""
        self.entries.sort(key=lambda one: (one.at, one.contract))
        for number, entry in enumerate(self.entries, start=1):
            entry.id = number

    def _allocate(self, entry: Entry, other: Entry, amount: Decimal) -> None:
        payment, item = (entry, other) if entry.amount < 0 else (other, entry)
        payment.open += amount
        item.open -= amount
        self.allocations.append(Allocation(payment, item, amount, entry.at))
