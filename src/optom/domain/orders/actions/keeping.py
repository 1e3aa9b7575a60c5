"""What lines get from where and until when: under the locks of the goods, inside an act's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from optom.domain.companies.rules import TermsNumbers
from optom.domain.orders.promising import Kept, Untils, by_product, in_time, owned, short
from optom.domain.orders.promising import kept as kept_of
from optom.domain.orders.rules import PricedLine
from optom.domain.orders.spoken_for import unspoken
from optom.domain.stock import actions as stock

__all__ = ["Kept", "Untils", "by_product", "kept", "kept_of", "owned", "unspoken"]


def kept(
    *, contract: int, lines: Sequence[PricedLine], at: datetime, terms: TermsNumbers, by: date | None = None
) -> list[Kept]:
    """What each line gets from where, under the locks of the goods, after those who wait for them.

    What stands, then what comes, then what suppliers have, where the terms let it be promised; nothing that would be
    there after the day ``by``. Who waits is asked after each lock, not before: while a lock is waited for, others may
    join the queue.
    """
    products = sorted(line.product for line in lines)
    sources = by_product(unspoken(stock.lock_on_hand(contract=contract, products=products), at))
    if wanting := short(lines, sources):
        for source in unspoken(stock.lock_arrivals(contract=contract, products=wanting), at):
            sources[source.product].append(source)
    if terms.from_suppliers and (wanting := short(lines, sources)):
        for source in stock.lock_supplies(contract=contract, products=wanting, at=at):
            sources[source.product].append(source)
    got = kept_of(lines, in_time(sources, by), at=at, hours=terms.reservation_hours)
    return _with_arrivals(got) if terms.from_suppliers else got


def _with_arrivals(lines: Sequence[Kept]) -> list[Kept]:
    """What is promised of a supply is held of its arrival of that day."""
    held = stock.with_arrivals(source for line in lines for source, _part in line.parts)
    return [replace(line, parts=[(held[source], part) for source, part in line.parts]) for line in lines]
