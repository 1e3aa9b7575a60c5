"""A supplier confirms what clients were promised of his goods: their promises move onto what comes (ADR 0060)."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from optom.base.sql import Row, statements
from optom.domain.orders import actions as orders

_sql = statements(__package__)
_NOTHING = Decimal(0)


@contextmanager
def keeping_promises(order: int, *, actor: int | None, at: datetime) -> Iterator[None]:
    """What is announced inside is for whom it was ordered, before anybody else; who gets none of it waits and is told.

    Accounts and lines of the clients are locked before the arrivals, as everywhere (docs/locking.md).
    """
    orders.lock_promised(lines=[row.line for row in _sql.rows("promised_lines", order=order)])
    yield
    rows = _sql.rows("promised_lines", order=order)
    moves = list(_moves(rows))
    orders.move_promises(moves=moves, actor=actor, at=at)


def _moves(rows: list[Row]) -> Iterator[orders.Moved]:
    """So much of what was confirmed for each, as far as it goes; of the rest nothing comes."""
    left: dict[int, Decimal] = defaultdict(Decimal)
    left.update({row.supplier_line: row.confirmed for row in rows})
    for row in rows:
        comes = min(row.quantity, left[row.supplier_line])
        left[row.supplier_line] -= comes
        yield orders.Moved(row.line, row.offer, row.arrival if comes else None, comes, row.quantity - comes)
