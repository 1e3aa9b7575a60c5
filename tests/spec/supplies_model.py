"""What suppliers' goods are promised to whom, worked out slowly: dictionaries, no database.

One product. A line takes what stands, then what comes, then what suppliers have, the soonest first, where it may.
"""

from dataclasses import dataclass, field

STOCK, ARRIVAL = "stock", "arrival"


@dataclass
class ModelLine:
    """What a line ordered, and what of it is held of which source."""

    ordered: int
    may: bool
    held: dict[str, int] = field(default_factory=dict)

    @property
    def waits(self) -> int:
        return self.ordered - sum(self.held.values())


@dataclass
class Model:
    """``has`` is what each supplier's list tells, in the order of their days; own goods are what is free."""

    own: dict[str, int]
    has: dict[str, int]
    lines: list[ModelLine] = field(default_factory=list)

    def taken(self, supplier: str) -> int:
        return sum(line.held.get(supplier, 0) for line in self.lines)

    def free(self, source: str) -> int:
        if source in self.own:
            return self.own[source] - self.taken(source)
        return max(self.has[source] - self.taken(source), 0)

    def place(self, quantity: int, *, may: bool) -> None:
        line = ModelLine(quantity, may)
        self.lines.append(line)
        self._take(line)

    def _take(self, line: ModelLine) -> None:
        for source in [*self.own, *(self.has if line.may else ())]:
            part = min(line.waits, self.free(source))
            if part > 0:
                line.held[source] = line.held.get(source, 0) + part

    def tell(self, supplier: str, quantity: int) -> None:
        """His next list: who was promised last loses first, then who waits is served in his turn."""
        self.has[supplier] = quantity
        lost = False
        for line in reversed(self.lines):
            more = self.taken(supplier) - quantity
            if more > 0 and line.held.get(supplier):
                lost = True
                line.held[supplier] -= min(more, line.held[supplier])
        if lost:
            self.serve()

    def serve(self) -> None:
        for line in self.lines:
            self._take(line)
