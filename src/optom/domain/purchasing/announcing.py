"""What a supplier has confirmed is announced in the warehouse, and held for those for whom it was bought (ADR 0060)."""

from collections.abc import Sequence
from datetime import datetime

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.domain.orders import actions as orders
from optom.domain.stock.importing import ArrivalRow, import_arrivals

from .promises import keeping_promises

_sql = statements(__package__)


def announce(order: int, lines: Sequence[int], *, actor: int | None, at: datetime) -> None:
    """One list of arrivals, known by the order's own paper; those for whom the lines are get theirs before the queue.

    Promises of the supplier's goods move onto what comes; of a line of which nothing comes they are lost, and told.
    Inside a transaction that has locked the order. Refuses what can't be announced as `stock.importing` tells it,
    `credit.busy` and `stock.busy`.
    """
    with keeping_promises(lines, actor=actor, at=at):
        _announce(order, lines, actor=actor, at=at)
    orders.serve_bought([orders.Bought(*row) for row in _sql.rows("bought_for", lines=list(lines))], at=at)


def _announce(order: int, lines: Sequence[int], *, actor: int | None, at: datetime) -> None:
    paper = reference(order)
    rows = [
        ArrivalRow(row.article, row.confirmed, row.expected_on, row.warehouse, reference=paper, known=row.product)
        for row in _sql.rows("to_announce", order=order, lines=list(lines), day=business_day(at))
    ]
    left: list[Refusal] = []
    import_arrivals(rows, at=at, actor=actor, report=lambda one: left.append(Refusal(one.code, **one.facts)))
    refuse_all(left)
    _sql.run("link_arrivals", order=order, lines=list(lines), reference=paper)


def reference(order: int) -> str:
    """The paper by which the warehouse knows what comes by an order."""
    return f"PO-{order}"
