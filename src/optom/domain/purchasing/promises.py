"""A supplier confirms what clients were promised of his goods: their promises move onto what comes (ADR 0060)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.orders import actions as orders

_sql = statements(__package__)
_NOTHING = Decimal(0)


@contextmanager
def keeping_promises(lines: Sequence[int], *, actor: int | None, at: datetime) -> Iterator[None]:
    """What of a supplier's lines is announced inside is for whom it was promised; who gets none waits, and is told.

    Accounts and lines of the clients for whom the lines are, promised or not, are locked before the arrivals, as
    everywhere (docs/locking.md). Refuses ``credit.busy``.
    """
    lock_clients(lines)
    yield
    orders.move_promises(moves=list(_moves(_sql.rows("promised_lines", lines=list(lines)))), actor=actor, at=at)


def lock_clients(lines: Sequence[int]) -> None:
    """Lock accounts and lines of the clients for whom the supplier's lines are, and their parts.

    Refuses ``credit.busy``, and ``purchasing.busy`` where a part was moved into another contract at this very moment.
    """
    before = _bought_by(lines)
    orders.lock_promised(lines=list(before))
    now = _bought_by(lines)
    if not set(now.values()) <= set(before.values()):
        raise Refusal("purchasing.busy")
    if now.keys() - before.keys():
        orders.lock_promised(lines=list(now))


def _bought_by(lines: Sequence[int]) -> dict[int, int]:
    """The clients' lines, each with its contract."""
    return {row.line: row.contract for row in _sql.rows("bought_by", lines=list(lines))}


def _moves(rows: list[Row]) -> Iterator[orders.Moved]:
    """So much of what was confirmed for each, as far as it goes; of the rest nothing comes."""
    left: dict[int, Decimal] = defaultdict(Decimal)
    left.update({row.supplier_line: row.confirmed for row in rows})
    for row in rows:
        comes = min(row.quantity, left[row.supplier_line])
        left[row.supplier_line] -= comes
        yield orders.Moved(
            row.line, row.offer, row.arrival if comes else None, row.warehouse, comes, row.quantity - comes
        )
