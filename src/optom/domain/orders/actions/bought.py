"""Goods that were bought for lines that wait: held for them once they are announced, before the queue is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.sql import statements
from optom.domain.credit import actions as credit
from optom.domain.orders.waiting import Given, Waiting, promised_of
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods

from .serving import Round, by_contract, by_product, serve

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Bought:
    """So much of an arrival, of a product in a warehouse, was bought for a line."""

    line: int
    product: int
    warehouse: int
    arrival: int
    quantity: Decimal


def serve_bought(bought: Sequence[Bought], *, at: datetime) -> int:
    """Hold what was bought for lines for them, as far as they wait still and their contracts may; how many got some.

    Inside the transaction that announces the arrivals, so that nobody else has seen them. Its statements do not grow
    with the lines, each of which is named once. Refuses `credit.busy`, `stock.busy`.
    """
    if not bought:
        return 0
    of_line = {one.line: one for one in bought}
    queue = [Waiting(*row) for row in _sql.rows("bought_for", lines=list(of_line), at=at)]
    free = {one.arrival: one for one in stock.lock_free({_place_of(one) for one in bought})}
    allowed = goods.warehouses_of(contracts=sorted({one.contract for one in queue}))
    given = [
        Given(waiting, [(free[mine.arrival], min(mine.quantity, waiting.quantity))])
        for waiting in queue
        if (mine := of_line[waiting.line]).arrival in free and mine.warehouse in allowed[waiting.contract]
    ]
    return serve(by_contract(given), Round(by_product(promised_of(given)), at, credit.lock_each)) if given else 0


def _place_of(one: Bought) -> tuple[int, int, int | None]:
    return one.product, one.warehouse, one.arrival
