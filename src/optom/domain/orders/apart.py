"""Whether an order that comes in parts could still come together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Apart:
    """An order that is not wanted together.

    The last of it comes on a day (None: all that it holds is there), it is held until a moment (None: it holds
    nothing). Nobody has goods yet for the ``waiting`` products; of the articles that have ``left`` a shipment has taken
    something along, or has asked for it.
    """

    comes_on: date | None
    until: datetime | None
    waiting: Sequence[int]
    left: Sequence[str]

    @property
    def is_split(self) -> bool:
        """Something of it would leave before the rest, and nothing has."""
        return self.until is not None and not self.left and (self.comes_on is not None or bool(self.waiting))


def apart_of(*, contract: int, order: int) -> Apart | None:
    """None where the order is wanted together, or is none of the contract. One statement."""
    row = _sql.first("apart", contract=contract, order=order)
    return Apart(*row) if row else None
