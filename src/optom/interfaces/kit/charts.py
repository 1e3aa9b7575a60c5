"""Charts: what stands in them, told as data that the front end draws, with a table of the same numbers behind it.

A part of a chart may have a ``query``: what filters the sheet of the page when somebody presses it; in the table it is
a link. Numbers go as texts, as in sheets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from . import formats
from .sheets import Kind

Tone = Literal["", "good", "bad", "warn", "dim"]
Number = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """How numbers of a chart are read: as those of a column of this kind, and what stands after them."""

    kind: Kind = Kind.INTEGER
    unit: str = ""

    def read(self, number: Number) -> str:
        """Such a number in the reader's language; a dash where there is none."""
        if number is None:
            return "—"
        written = {Kind.MONEY: formats.money, Kind.PRICE: formats.price}.get(self.kind, formats.quantity)
        return written(Decimal(number)) + (f"\u00a0{self.unit}" if self.unit else "")

    def told(self) -> dict[str, str]:
        """The same for the front end."""
        return {"numbers": self.kind.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table behind a chart; the first of a row names it and may lead to what it is made of."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One number for each category; ``queries`` likewise, where parts can be pressed."""

    title: str
    values: Sequence[Number]
    tone: Tone = ""
    queries: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers by categories. ``across``: categories stand below each other, with room for their names."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    measure: Measure = Measure()
    across: bool = False
    stacked: bool = False
    note: str = ""

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        return ["", *(one.title for one in self.series)]

    def rows(self) -> Iterator[list[Cell]]:
        """A row for each category."""
        for place, category in enumerate(self.categories):
            numbers = (Cell(self.measure.read(one.values[place]), _at(one.queries, place)) for one in self.series)
            yield [Cell(category), *numbers]

    def told(self) -> dict[str, Any]:
        """For the front end."""
        series = [
            {"title": one.title, "tone": one.tone, "values": list(map(_text, one.values)), "queries": list(one.queries)}
            for one in self.series
        ]
        shape = {"kind": "bars", "title": self.title, "across": self.across, "stacked": self.stacked}
        return {**shape, **self.measure.told(), "categories": list(self.categories), "series": series}


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a bridge: by how much it changes the sum."""

    title: str
    value: Decimal
    query: str = ""


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one sum over the parts that change it to another one; the parts add up to the difference."""

    title: str
    start: Step
    parts: Sequence[Step]
    end: Step
    measure: Measure = Measure(Kind.MONEY)
    note: str = ""

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        return ["", _("Sum")]

    def rows(self) -> Iterator[list[Cell]]:
        """A row for each step."""
        for one in (self.start, *self.parts, self.end):
            yield [Cell(one.title, one.query), Cell(self.measure.read(one.value))]

    def told(self) -> dict[str, Any]:
        """For the front end."""
        sums = {id(self.start), id(self.end)}
        steps = [
            {"title": one.title, "value": str(one.value), "is_sum": id(one) in sums, "query": one.query}
            for one in (self.start, *self.parts, self.end)
        ]
        return {"kind": "bridge", "title": self.title, **self.measure.told(), "steps": steps}


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the sheet (its ``key``) by two numbers."""

    across: Decimal
    up: Decimal
    key: str
    name: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Points of one kind."""

    title: str
    points: Sequence[Point]
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Points:
    """Rows over two numbers, each axis in powers of ten; on the ``line`` both are the same."""

    title: str
    across: str
    up: str
    line: str
    clouds: Sequence[Cloud]
    measure: Measure = Measure(Kind.PRICE)
    note: str = ""

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        return ["", self.across, self.up, ""]

    def rows(self) -> Iterator[list[Cell]]:
        """A row for each point."""
        for cloud in self.clouds:
            for one in cloud.points:
                numbers = (Cell(self.measure.read(number)) for number in (one.across, one.up))
                yield [Cell(one.name, one.query), *numbers, Cell(cloud.title)]

    def told(self) -> dict[str, Any]:
        """For the front end."""
        clouds = [
            {
                "title": one.title,
                "tone": one.tone,
                "points": [[str(at.across), str(at.up), at.key, at.name] for at in one.points],
            }
            for one in self.clouds
        ]
        words = {"title": self.title, "across": self.across, "up": self.up, "line": self.line}
        return {"kind": "points", **words, **self.measure.told(), "clouds": clouds}


@dataclass(frozen=True, slots=True)
class Line:
    """A number as it was from moments on, the oldest first; None: there was none from then on."""

    title: str
    points: Sequence[tuple[datetime, Number]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Numbers that stand until they change, over time: steps, not slopes."""

    title: str
    lines: Sequence[Line]
    measure: Measure = Measure(Kind.PRICE)
    note: str = ""

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        return ["", *(one.title for one in self.lines)]

    def rows(self) -> Iterator[list[Cell]]:
        """A row for each moment at which some line changes, with what is new then."""
        told: dict[datetime, dict[int, str]] = {}
        for place, line in enumerate(self.lines):
            for moment, number in line.points:
                told.setdefault(moment, {})[place] = self.measure.read(number)
        for moment in sorted(told):
            yield [Cell(formats.moment(moment)), *(Cell(told[moment].get(at, "")) for at in range(len(self.lines)))]

    def told(self) -> dict[str, Any]:
        """For the front end."""
        lines = [
            {"title": one.title, "points": [[at.isoformat(), _text(number)] for at, number in one.points]}
            for one in self.lines
        ]
        return {"kind": "lines", "title": self.title, **self.measure.told(), "lines": lines}


Chart = Bars | Bridge | Points | Lines


def bridge(
    title: str,
    start: Step,
    parts: Sequence[Step],
    end: str,
    *,
    most: int = 8,
    measure: Measure = Measure(Kind.MONEY),
    note: str = "",
) -> Bridge:
    """A bridge of the ``most`` greatest parts, the rest together; what it leads to is what they add up to."""
    moved = sorted((one for one in parts if one.value), key=lambda one: (-abs(one.value), one.title))
    shown, rest = moved[:most], moved[most:]
    others = [Step(_("All others"), sum((one.value for one in rest), Decimal(0)))] if rest else []
    reached = start.value + sum((one.value for one in moved), Decimal(0))
    return Bridge(title, start, [*shown, *others], Step(end, reached), measure, note)


def _at(queries: Sequence[str], place: int) -> str:
    return queries[place] if place < len(queries) else ""


def _text(number: Number) -> str | None:
    return None if number is None else str(number)
