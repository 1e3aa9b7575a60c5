"""Who of those that wait gets which goods. Pure.

First come, first served: lines stand by their moment in the queue, that of their order unless a line has one of
its own. A line takes what its contract may take, from where it may; what it can't take goes to the next one, so that
nobody waits for somebody else's limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from optom.domain.stock.rules import Source, promise

from .rules import held_value

Place = tuple[int, int, int | None, int | None]  # product, warehouse, arrival, supply
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for ``quantity`` more. ``room`` is the sum that its contract may still hold; None: any.

    ``from_suppliers``: its contract may be promised what suppliers have.
    """

    line: int
    contract: int
    company: int
    product: int
    quantity: Decimal
    sum: Decimal
    ordered: Decimal
    reserved: Decimal
    multiple: Decimal
    room: Decimal | None
    from_suppliers: bool = False

    def worth(self, quantity: Decimal) -> Decimal:
        """By how much what the line holds is worth more when it holds so much more."""
        before = held_value(self.sum, ordered=self.ordered, held=self.reserved)
        return held_value(self.sum, ordered=self.ordered, held=self.reserved + quantity) - before


@dataclass(frozen=True, slots=True)
class Given:
    """What a line gets from where."""

    waiting: Waiting
    parts: Sequence[tuple[Source, Decimal]]

    @property
    def quantity(self) -> Decimal:
        """In all."""
        return sum((part for _, part in self.parts), _NOTHING)

    @property
    def worth(self) -> Decimal:
        """By how much what the line holds is worth more with it."""
        return self.waiting.worth(self.quantity)


def shared_out(
    queue: Iterable[Waiting], sources: Iterable[Source], allowed: Mapping[int, AbstractSet[int]]
) -> list[Given]:
    """What each line of the queue gets; those that get nothing are left out. ``allowed`` are contracts' warehouses.

    ``sources`` of a product stand in the order in which they are taken.
    """
    shelves = _by_product(sources)
    rooms: dict[int, Decimal | None] = {}
    given = []
    for waiting in queue:
        room = rooms.setdefault(waiting.contract, waiting.room)
        shelf = shelves.get(waiting.product, {})
        within = [
            source
            for source in shelf.values()
            if source.warehouse in allowed[waiting.contract] and (source.supply is None or waiting.from_suppliers)
        ]
        parts = promise(quantity=most_within(waiting, room), sources=within)
        if not parts:
            continue
        given.append(Given(waiting, parts))
        for source, part in parts:
            shelf[place_of(source)] = replace(source, free=source.free - part)
        if room is not None:
            rooms[waiting.contract] = room - given[-1].worth
    return given


def most_within(waiting: Waiting, room: Decimal | None) -> Decimal:
    """All that the line waits for, or as many packs as its contract may still hold."""
    if room is None or waiting.worth(waiting.quantity) <= room:
        return waiting.quantity
    if room <= 0:
        return _NOTHING
    packs = room * waiting.ordered // (waiting.sum * waiting.multiple)
    quantity = min(packs * waiting.multiple, waiting.quantity)
    return quantity if waiting.worth(quantity) <= room else max(quantity - waiting.multiple, _NOTHING)


def still_there(
    given: Sequence[Given], promised: Mapping[Place, Decimal], free: Mapping[Place, Decimal]
) -> list[Given]:
    """Those whose product has not been taken meanwhile: else somebody behind in the queue would get it before them.

    ``promised`` is what of each source was meant for lines that have not got it yet, ``free`` what is there now, as far
    as their contract may take goods from there.
    """
    gone = {place[0] for place, quantity in promised.items() if free.get(place, quantity) < quantity}
    came = {place[0] for place in promised_of(given) if place not in free}  # an arrival that has come in meanwhile
    return [one for one in given if one.waiting.product not in gone | came]


def promised_of(given: Iterable[Given]) -> dict[Place, Decimal]:
    """How much of each source is meant for somebody."""
    found: dict[Place, Decimal] = {}
    for one in given:
        for source, part in one.parts:
            found[place_of(source)] = found.get(place_of(source), _NOTHING) + part
    return found


def free_of(sources: Iterable[Source]) -> dict[Place, Decimal]:
    """How much of each source is free."""
    return {place_of(source): source.free for source in sources}


def place_of(source: Source) -> Place:
    """Where goods stand, in which arrival they come, or of which supply they are."""
    return source.product, source.warehouse, source.arrival, source.supply


def _by_product(sources: Iterable[Source]) -> dict[int, dict[Place, Source]]:
    found: dict[int, dict[Place, Source]] = {}
    for source in sources:
        found.setdefault(source.product, {})[place_of(source)] = source
    return found
