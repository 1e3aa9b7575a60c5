"""For what a line waits, where it stands among all who wait, and what stops it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Waits:
    """A line waits for so much of a product, at its ``place`` in the queue, ``before`` of others before it.

    ``may_hold`` is what of it the contract may hold at its limit of reserves; ``elsewhere`` is free, in warehouses from
    which the contract takes nothing; a contract that is not ``is_active`` gets nothing.
    """

    product: int
    quantity: Decimal
    place: int
    before: Decimal
    may_hold: Decimal
    elsewhere: Decimal
    is_active: bool


def waits_of(*, contract: int, line: int, at: datetime) -> Waits | None:
    """What stands between a line of the contract and its goods; None where it waits for none. One statement."""
    row = _sql.first("waits_of", contract=contract, line=line, at=at)
    return None if row is None else Waits(*row)
