"""For whom is what was bought, unit by unit: a slow and plain answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass
class Wants:
    """A line of a client: of which line it is a part, since when it stands in the queue, and what it wants."""

    whole: int
    since: tuple[object, int]
    promised: int
    waits: int


@dataclass(frozen=True)
class Pledge:
    """So much of a line of an order to a supplier was bought for a line, ``promised`` of that as it was promised."""

    bought: int
    whole: int
    quantity: int
    promised: int


def bought_for(pledges: Sequence[Pledge], wants: Mapping[int, Wants]) -> dict[tuple[int, int], tuple[int, int]]:
    """By supplier's line and client's line: how much, and how much of it for what the client was promised."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    left = {number: Wants(one.whole, one.since, one.promised, one.waits) for number, one in wants.items()}
    queue = sorted(left, key=lambda number: left[number].since)
    rests = []
    for one in sorted(pledges, key=lambda pledge: pledge.bought):
        rest = one.quantity
        for _unit in range(one.promised):
            taker = next((n for n in queue if left[n].whole == one.whole and left[n].promised), None)
            if taker is not None:
                left[taker].promised -= 1
                rest -= 1
                quantity, promised = found.get((one.bought, taker), (0, 0))
                found[one.bought, taker] = quantity + 1, promised + 1
        rests.append((one, rest))
    for one, rest in rests:
        for _unit in range(rest):
            taker = next((n for n in queue if left[n].whole == one.whole and left[n].waits), None)
            if taker is not None:
                left[taker].waits -= 1
                quantity, promised = found.get((one.bought, taker), (0, 0))
                found[one.bought, taker] = quantity + 1, promised
    return found
