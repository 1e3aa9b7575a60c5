"""What orders and reserves should do, written as slowly and plainly as possible: numbers in dictionaries, no database.

One product, two warehouses, arrivals in the first, two contracts of one buyer. A line takes what stands, then what
comes, soonest first; what it gives back it gives back in the opposite order, and never what a shipment has asked for.
Whoever still waits is served by the order of placing; who comes gets only what those before him leave. What is ordered
counts in the month in which it was, as long as it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

MOSCOW, KAZAN = 0, -1  # the names of the goods that stand in a warehouse; an arrival is known by its number from 1


@dataclass
class ModelLine:
    """A line of an order: how much it holds of what, and what became of the rest."""

    ordered: int
    until: int
    owner: int = 0
    placed: int = 0
    month: int = 0
    held: dict[int, int] = field(default_factory=dict)
    asked_of: dict[int, int] = field(default_factory=dict)
    shipped: int = 0
    cancelled: int = 0

    @property
    def reserved(self) -> int:
        return sum(self.held.values())

    @property
    def asked(self) -> int:
        return sum(self.asked_of.values())

    def free(self, source: int) -> int:
        """Held there, and no shipment has asked for it."""
        return self.held.get(source, 0) - self.asked_of.get(source, 0)

    @property
    def waiting(self) -> int:
        return self.ordered - self.reserved - self.shipped - self.cancelled

    @property
    def at_will(self) -> int:
        """Held, and no shipment has asked for it."""
        return self.reserved - self.asked


@dataclass
class ModelRequest:
    """A shipment asks for so much of what a line holds in a warehouse, until it leaves or is taken back."""

    line: int
    place: int
    quantity: int
    is_open: bool = True


@dataclass
class Model:
    """Days are numbered from 0; a reserve lives ``days`` days from the order, or from the day its last goods come."""

    days: int
    limits: dict[int, int] = field(default_factory=dict)
    free: dict[int, int] = field(default_factory=lambda: {MOSCOW: 0, KAZAN: 0})
    comes_on: dict[int, int] = field(default_factory=dict)
    lines: list[ModelLine] = field(default_factory=list)
    requests: list[ModelRequest] = field(default_factory=list)
    month_of: Callable[[int], int] = lambda _day: 0

    def announce(self, quantity: int, on: int) -> None:
        arrival = len(self.comes_on) + 1
        self.comes_on[arrival] = on
        self.free[arrival] = quantity

    def sources(self) -> list[int]:
        arrivals = [arrival for arrival in self.comes_on if arrival in self.free]
        return [MOSCOW, KAZAN, *sorted(arrivals, key=lambda arrival: (self.comes_on[arrival], arrival))]

    def place(self, quantity: int, today: int, owner: int) -> bool:
        line = ModelLine(quantity, 0, owner, today, self.month_of(today))
        left = self.left_by_the_queue()
        if min(quantity, sum(left.values())) > self.room(owner):
            return False
        self._take(line, quantity, today, left)
        self.lines.append(line)
        return True

    def queue(self) -> list[int]:
        waiting = [number for number, line in enumerate(self.lines) if line.waiting]
        return sorted(waiting, key=lambda number: (self.lines[number].placed, number))

    def left_by_the_queue(self) -> dict[int, int]:
        """What is free and nobody who waits may have."""
        left = dict(self.free)
        for line in (self.lines[number] for number in self.queue()):
            wanted = min(line.waiting, self.room(line.owner))
            for source in self.sources():
                part = max(min(wanted, left[source]), 0)
                left[source] -= part
                wanted -= part
        return left

    def room(self, owner: int) -> int:
        """How much more a contract may hold."""
        held = sum(line.reserved for line in self.lines if line.owner == owner)
        return self.limits.get(owner, 10**9) - held

    def _take(self, line: ModelLine, wanted: int, today: int, left: dict[int, int]) -> None:
        """What it gets lives from now, or from the day of its coming; what it has already lives as long."""
        before = line.until if line.reserved else 0
        starts: int | None = None
        for source in self.sources():
            part = min(wanted, left[source])
            if part > 0:
                line.held[source] = line.held.get(source, 0) + part
                self.free[source] -= part
                wanted -= part
                starts = max(starts or today, self.comes_on.get(source, 0))
        if starts is not None:
            line.until = max(before, starts + self.days)

    def serve(self, today: int) -> None:
        for number in self.queue():
            line = self.lines[number]
            self._take(line, min(line.waiting, self.room(line.owner)), today, dict(self.free))

    def split(self, number: int, quantity: int) -> bool:
        """What waits leaves first, then what comes latest."""
        line = self.lines[number]
        if not 0 < quantity < line.waiting + line.at_will:
            return False
        waits = min(quantity, line.waiting)
        part = ModelLine(quantity, line.until, line.owner, line.placed, line.month)
        line.ordered -= quantity
        self._hand_over(line, part, quantity - waits)
        self.lines.append(part)
        return True

    def move(self, number: int, quantity: int, today: int) -> bool:
        line = self.lines[number]
        owner = 1 - line.owner
        if not 0 < quantity <= line.at_will or quantity > self.room(owner):
            return False
        moved = ModelLine(quantity, 0, owner, today, self.month_of(today))
        self._hand_over(line, moved, quantity)
        last = max(self.comes_on.get(source, 0) for source in moved.held)
        line.cancelled += quantity
        moved.until = max(today, last) + self.days
        self.lines.append(moved)
        return True

    def _hand_over(self, line: ModelLine, other: ModelLine, quantity: int) -> None:
        for source in reversed(self.sources()):
            part = min(quantity, line.free(source))
            if part:
                line.held[source] -= part
                other.held[source] = part
                quantity -= part

    def change(self, number: int, quantity: int, today: int) -> bool:
        """Less: what waits first. More: held as far as others leave it, unless that is too much for the contract.

        What has to wait makes a line of its own, if it would else stand before others; so does what is added in
        another month.
        """
        line = self.lines[number]
        more = quantity - (line.ordered - line.cancelled)
        if more <= 0:
            if -more > line.waiting + line.at_will:
                return False
            held = max(-more - line.waiting, 0)
            line.cancelled += -more - held
            self._give_back(line, held)
            return True
        left = self.left_by_the_queue()
        gets = min(more, sum(left.values()))
        if gets > self.room(line.owner):
            return False
        behind = [other for other in self.queue() if (self.lines[other].placed, other) > (line.placed, number)]
        if (gets < more and behind) or line.month != self.month_of(today):
            line = ModelLine(0, 0, line.owner, today, self.month_of(today))
            self.lines.append(line)
        line.ordered += more
        self._take(line, more, today, left)
        return True

    def spent(self, today: int) -> int:
        """What was ordered in this month and stands."""
        month = self.month_of(today)
        return sum(line.ordered - line.cancelled for line in self.lines if line.month == month)

    def release(self, number: int, quantity: int) -> bool:
        line = self.lines[number]
        if not 0 < quantity <= line.at_will:
            return False
        self._give_back(line, quantity)
        return True

    def release_of(self, number: int, quantity: int, place: int) -> bool:
        """What stands in that warehouse and nowhere else."""
        line = self.lines[number]
        if not 0 < quantity <= line.free(place):
            return False
        self._give_back_there(line, quantity, place)
        return True

    def _give_back_there(self, line: ModelLine, quantity: int, place: int) -> None:
        line.cancelled += quantity
        line.held[place] = line.held.get(place, 0) - quantity
        self.free[place] += quantity

    def _give_back(self, line: ModelLine, quantity: int) -> None:
        line.cancelled += quantity
        for source in reversed(self.sources()):
            part = min(quantity, line.free(source))
            if part:
                line.held[source] -= part
                self.free[source] += part
                quantity -= part

    def cancel(self, number: int) -> bool:
        """All that has neither left nor is asked for, held or waiting for goods."""
        line = self.lines[number]
        if line.ordered == line.cancelled + line.shipped + line.asked:
            return False
        self._give_back(line, line.at_will)
        line.cancelled = line.ordered - line.shipped - line.asked
        return True

    def request(self, number: int, quantity: int, place: int) -> bool:
        line = self.lines[number]
        if not 0 < quantity <= line.free(place):
            return False
        line.asked_of[place] = line.asked_of.get(place, 0) + quantity
        self.requests.append(ModelRequest(number, place, quantity))
        return True

    def unrequest(self, number: int) -> None:
        """The goods stay held, as long as before."""
        request = self.requests[number]
        request.is_open = False
        self.lines[request.line].asked_of[request.place] -= request.quantity

    def ship(self, number: int, left: int, release_rest: bool) -> None:  # noqa: FBT001 -- the terms' answer
        """So much leaves, for what is asked for is there; the rest stays held or is given back there."""
        request = self.requests[number]
        line = self.lines[request.line]
        request.is_open = False
        line.held[request.place] -= left
        line.asked_of[request.place] -= request.quantity
        line.shipped += left
        if release_rest:
            self._give_back_there(line, request.quantity - left, request.place)

    def extend(self, number: int, today: int) -> bool:
        line = self.lines[number]
        if not line.reserved:
            return False
        line.until = max(line.until, today + self.days)
        return True

    def expire(self, today: int) -> None:
        for line in self.lines:
            if line.at_will and line.until <= today:
                self._give_back(line, line.at_will)

    def receive(self, arrival: int, came: int) -> bool:
        """So much came; False when it is less than what was promised, or the arrival has come already."""
        if arrival not in self.free:
            return False
        promised = sum(line.held.get(arrival, 0) for line in self.lines)
        if came < promised:
            return False
        for line in self.lines:
            if part := line.held.pop(arrival, 0):
                line.held[MOSCOW] = line.held.get(MOSCOW, 0) + part
        del self.free[arrival]
        self.free[MOSCOW] += came - promised
        return True
