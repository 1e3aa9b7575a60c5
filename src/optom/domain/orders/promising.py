"""What each priced line would get from which goods, and until when it would be held. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.business_day import day_begins_at
from optom.domain.stock.rules import Promise, Source, promise

from .rules import PricedLine, held_value


@dataclass(frozen=True, slots=True)
class Kept:
    """A line and what of it is held: from where, how much and worth what in all, and until when."""

    line: PricedLine
    parts: list[tuple[Source, Decimal]]
    held: Decimal
    value: Decimal
    until: datetime | None


def by_product(sources: Iterable[Source]) -> dict[int, list[Source]]:
    """In the order in which they were given."""
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        found[source.product].append(source)
    return found


def in_time(sources: Mapping[int, Sequence[Source]], by: date | None) -> Mapping[int, Sequence[Source]]:
    """Those of the sources that are there by a day; None: all of them."""
    if by is None:
        return sources
    return {
        product: [one for one in some if one.expected_on is None or one.expected_on <= by]
        for product, some in sources.items()
    }


def short(lines: Sequence[PricedLine], sources: Mapping[int, Sequence[Source]]) -> list[int]:
    """The products of which the sources have less than is asked."""
    return sorted(line.product for line in lines if _free(sources.get(line.product, ())) < line.quantity)


def kept(
    lines: Sequence[PricedLine], sources: Mapping[int, Sequence[Source]], *, at: datetime, hours: int
) -> list[Kept]:
    """What each line gets, held for so many hours from when its goods are there."""
    untils = Untils(at, timedelta(hours=hours))
    return [_kept(line, sources.get(line.product, ()), untils) for line in lines]


def owned(lines: Iterable[Kept], owners: Iterable[int]) -> list[Promise]:
    """The promises for the lines, each with its owner."""
    return [
        Promise(owner, source.product, source.warehouse, source.arrival, part)
        for one, owner in zip(lines, owners, strict=True)
        for source, part in one.parts
    ]


def _free(sources: Iterable[Source]) -> Decimal:
    return sum((source.free for source in sources), Decimal(0))


class Untils(dict[date | None, datetime]):
    """Until when goods are held that come on a day, or are there (None): so many hours from that day, or from now."""

    def __init__(self, at: datetime, span: timedelta) -> None:
        super().__init__({None: at + span})
        self._at, self._span = at, span

    def __missing__(self, expected_on: date) -> datetime:
        self[expected_on] = max(self._at, day_begins_at(expected_on)) + self._span
        return self[expected_on]


def _kept(line: PricedLine, sources: Sequence[Source], untils: Untils) -> Kept:
    parts = promise(quantity=line.quantity, sources=sources)
    held = sum((part for _, part in parts), Decimal(0))
    value = held_value(line.sum, ordered=line.quantity, held=held)
    until = max((untils[source.expected_on] for source, _ in parts), default=None)
    return Kept(line, parts, held, value, until)
