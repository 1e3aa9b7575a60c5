"""What lines get from where and until when: under the locks of the goods, inside an act's transaction."""

from collections.abc import Sequence
from datetime import datetime

from optom.domain.orders.promising import Kept, Untils, by_product, owned, short
from optom.domain.orders.promising import kept as kept_of
from optom.domain.orders.rules import PricedLine
from optom.domain.orders.spoken_for import unspoken
from optom.domain.stock import actions as stock

__all__ = ["Kept", "Untils", "by_product", "kept", "kept_of", "owned", "unspoken"]


def kept(*, contract: int, lines: Sequence[PricedLine], at: datetime, hours: int) -> list[Kept]:
    """What each line gets from where, under the locks of the goods, after those who wait for them.

    Who waits is asked after each lock, not before: while a lock is waited for, others may join the queue.
    """
    products = sorted(line.product for line in lines)
    sources = by_product(unspoken(stock.lock_on_hand(contract=contract, products=products), at))
    if wanting := short(lines, sources):
        for source in unspoken(stock.lock_arrivals(contract=contract, products=wanting), at):
            sources[source.product].append(source)
    return kept_of(lines, sources, at=at, hours=hours)
