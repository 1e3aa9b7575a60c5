"""Rows of cells that reach over others, as ODS, XML of Excel and HTML tell them, made rows of text."""

from collections.abc import Iterable
from dataclasses import dataclass

from . import limits
from .frames import Sheet
from .table import Table


@dataclass(frozen=True, slots=True)
class Span:
    """A cell. ``place`` is its column from 0; None: the next free one. It covers ``across`` columns, ``down`` rows and
    stands ``times`` times.
    """

    text: str
    place: int | None = None
    across: int = 1
    down: int = 1
    times: int = 1


class Grid:
    """A sheet that is told row by row."""

    def __init__(self, *, flows: bool = False) -> None:
        self._sheet = Sheet()
        self._flows = flows  # HTML: a cell goes where none from above reaches
        self._above: dict[int, tuple[str, int]] = {}  # what reaches down into the next rows, and into how many

    @property
    def row(self) -> int:
        """The number of the next row, from 0."""
        return self._sheet.row

    def add(self, spans: Iterable[Span], times: int = 1) -> None:
        """A row, or many alike. Refuses ``files.wide`` and ``files.long``."""
        cells, below = self._from_above()
        place = 0
        for span in spans:
            place = place if span.place is None else span.place
            while self._flows and place in cells:
                place += 1
            if span.text or span.down > 1:
                limits.refuse_wide(place + span.times)
                for column in range(place, place + span.times):
                    cells[column] = span.text
            if span.down > 1:
                for column in range(place, place + span.across if self._flows else place + 1):
                    limits.refuse_wide(column)
                    below[column] = (span.text if column == place else "", span.down - 1)
            place += span.across * span.times
        self._above = below
        self._sheet.add([cells.get(column) for column in range(max(cells, default=-1) + 1)], times)

    def _from_above(self) -> tuple[dict[int, str], dict[int, tuple[str, int]]]:
        cells = {column: text for column, (text, _) in self._above.items()}
        return cells, {column: (text, rows - 1) for column, (text, rows) in self._above.items() if rows > 1}

    def skip_to(self, row: int) -> None:
        """Blank rows up to this one."""
        while self._above and self.row < row:
            self.add([])
        self._sheet.add([], max(0, row - self.row))

    def table(self, name: str, *, is_hidden: bool = False) -> Table:
        return self._sheet.table(name, is_hidden=is_hidden)
