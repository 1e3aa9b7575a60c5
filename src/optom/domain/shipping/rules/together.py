"""What of orders that are wanted together would stay behind. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from optom.base.refusal import Refusal
from optom.domain.credit.rules import Cover

from .portions import OrderedLine, ready_of, within

_NOTHING = Decimal(0)
_NAMED = 3


class Rest(Protocol):
    """Of a line of an order that is wanted together no shipment has asked for so much yet."""

    @property
    def order(self) -> int:
        """The order."""

    @property
    def line(self) -> int:
        """Its line."""

    @property
    def article(self) -> str:
        """What is ordered in it."""

    @property
    def quantity(self) -> Decimal:
        """How much of it."""


def objections_to_parts(rests: Sequence[Rest], taken: Mapping[int, Decimal]) -> Iterator[Refusal]:
    """Orders, one after the other, of which something stays behind when so much of the lines is ``taken`` beside."""
    for order, own in groupby(rests, key=lambda rest: rest.order):
        behind = [rest.article for rest in own if rest.quantity > taken.get(rest.line, _NOTHING)]
        if behind:
            articles = ", ".join(behind[:_NAMED])
            yield Refusal("shipping.wanted_together", order=order, lines=len(behind), articles=articles)


def whole_within(
    wishes: Sequence[tuple[OrderedLine, Decimal]], room: Decimal, covers: Sequence[Cover] = ()
) -> dict[int, Decimal]:
    """How much of each line can leave for ``room``, as `within`; of an order that is wanted together all or nothing."""
    nothing: dict[int, Decimal] = {}
    while True:
        left = [(line, wanted) for line, wanted in wishes if line.line not in nothing]
        fits = within(left, room, covers)
        broken = {line.together for line, wanted in left if fits[line.line] < min(wanted, ready_of(line))} - {None}
        if not broken:
            return fits | nothing
        # what stands before the first of them fits whole, so this one never does; those behind it may without it
        first = next(line.together for line, _wanted in left if line.together in broken)
        nothing |= {line.line: _NOTHING for line, _wanted in left if line.together == first}
