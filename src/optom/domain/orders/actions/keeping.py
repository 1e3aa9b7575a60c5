"""What lines get from where and until when: under the locks of the goods, inside an act's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from optom.domain.orders import rules
from optom.domain.orders.rules import PricedLine
from optom.domain.stock import actions as stock
from optom.domain.stock.rules import Promise, Source, promise


@dataclass(frozen=True, slots=True)
class Kept:
    """A line and what of it is held: from where, how much and worth what in all, and until when."""

    line: PricedLine
    parts: list[tuple[Source, Decimal]]
    held: Decimal
    value: Decimal
    until: datetime | None


def kept(*, contract: int, lines: Sequence[PricedLine], at: datetime, hours: int) -> list[Kept]:
    """What each line gets from where, under the locks of the goods."""
    sources = by_product(stock.lock_on_hand(contract=contract, products=sorted(line.product for line in lines)))
    short = sorted(line.product for line in lines if free_of(sources[line.product]) < line.quantity)
    if short:
        for source in stock.lock_arrivals(contract=contract, products=short):
            sources[source.product].append(source)
    untils = Untils(at, timedelta(hours=hours))
    return [promised(line, sources[line.product], untils) for line in lines]


def by_product(sources: Iterable[Source]) -> dict[int, list[Source]]:
    """The sources of each product, in their order."""
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        found[source.product].append(source)
    return found


def free_of(sources: Sequence[Source]) -> Decimal:
    """What is free in all of them."""
    return sum((source.free for source in sources), Decimal(0))


class Untils(dict[date | None, datetime]):
    """Until when goods are held that come on a day, or are there (None): so many hours from that day, or from now."""

    def __init__(self, at: datetime, span: timedelta) -> None:
        super().__init__({None: at + span})
        self._at, self._span = at, span

    def __missing__(self, expected_on: date) -> datetime:
        comes = datetime.combine(expected_on, time(), self._at.tzinfo)
        self[expected_on] = max(self._at, comes) + self._span
        return self[expected_on]


def promised(line: PricedLine, sources: Sequence[Source], untils: Untils) -> Kept:
    """What the line gets of the sources, as far as they go."""
    parts = promise(quantity=line.quantity, sources=sources)
    held = sum((part for _, part in parts), Decimal(0))
    value = rules.held_value(line.sum, ordered=line.quantity, held=held)
    until = max((untils[source.expected_on] for source, _ in parts), default=None)
    return Kept(line, parts, held, value, until)


def owned(kept: Iterable[Kept], owners: Iterable[int]) -> list[Promise]:
    """The promises of lines whose numbers are known."""
    return [
        Promise(owner, source.product, source.warehouse, source.arrival, part)
        for one, owner in zip(kept, owners, strict=True)
        for source, part in one.parts
    ]
