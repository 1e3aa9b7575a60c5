"""A family of goods: articles and names that follow from dimensions, as in a maker's catalog.

Costs and masses are invented, so they are floats here; they become sums and kilograms where they are written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import gcd, prod
from string import Formatter
from typing import Any

Values = dict[str, Any]
_GOLDEN = 0.6180339887
_KEPT_MAKERS = 0.8


@dataclass(frozen=True, slots=True)
class Maker:
    """A brand, how it writes its articles, and how dear it is beside the others."""

    brand: str
    article: str
    dearness: float = 1.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Choices along one dimension. A small catalog keeps those around ``pivot`` (0 the first ones, 1 the last)."""

    options: tuple[Values, ...]
    pivot: float = 0.0

    def near_pivot(self, part: float) -> tuple[Values, ...]:
        count = max(1, round(len(self.options) * part))
        first = round((len(self.options) - count) * self.pivot)
        return self.options[first : first + count]


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Texts are templates over the values of all axes. ``split`` names the groups of the third level.

    ``cost`` is in roubles without VAT, ``mass`` in kg, both for one unit; ``share`` weighs the family in the catalog.
    """

    line: str
    name: str
    title: str
    split: str
    axes: tuple[Axis, ...]
    makers: tuple[Maker, ...]
    cost: Callable[[Values], float]
    mass: Callable[[Values], float]
    attributes: Mapping[str, str]
    share: float = 1.0
    unit: str = "шт"
    tax: str = "standard"

    @property
    def capacity(self) -> int:
        """How many products it can surely give."""
        return int(prod(len(axis.options) for axis in self.axes) * len(self.makers) * _KEPT_MAKERS * 0.97)


@dataclass(frozen=True, slots=True)
class Good:
    """One thing of a family by one maker; ``crosses`` are the numbers that other makers give to the same thing."""

    family: Family
    values: Values
    maker: Maker
    article: str
    crosses: list[tuple[str, str]]


def goods(family: Family, count: int) -> Iterator[Good]:
    """``count`` goods: the same thing by several makers one after another, things spread over all dimensions."""
    left = count
    for number, values in enumerate(_things(_windows(family, count))):
        articles = [maker.article.format_map(values) for maker in family.makers]
        for position, maker in enumerate(family.makers):
            if _is_made(number, position):
                yield Good(family, values, maker, articles[position], _crosses(family, articles, number, position))
                left -= 1
                if not left:
                    return


def labels(family: Family, count: int) -> list[str]:
    """The names of the third level that such a catalog needs, in the order of its dimensions."""
    fields = {field for _, field, _, _ in Formatter().parse(family.split) if field}
    windows = [window for window in _windows(family, count) if fields & set(window[0])]
    return list(dict.fromkeys(family.split.format_map(values) for values in _every(windows)))


def _windows(family: Family, count: int) -> list[tuple[Values, ...]]:
    """As much of every axis as it takes to give so many goods."""
    wanted = count / len(family.makers) / _KEPT_MAKERS * 1.03 + 5
    part = 0.02
    while part < 1 and prod(len(axis.near_pivot(part)) for axis in family.axes) < wanted:
        part += 0.02
    return [axis.near_pivot(min(part, 1)) for axis in family.axes]


def _things(windows: list[tuple[Values, ...]]) -> Iterator[Values]:
    total = prod(len(window) for window in windows)
    step = max(1, int(total * _GOLDEN))
    while gcd(step, total) > 1:
        step += 1
    for number in range(total):
        yield _at(windows, number * step % total)


def _every(windows: list[tuple[Values, ...]]) -> Iterator[Values]:
    for index in range(prod(len(window) for window in windows)):
        yield _at(windows, index)


def _at(windows: list[tuple[Values, ...]], index: int) -> Values:
    values: Values = {}
    for window in reversed(windows):
        index, place = divmod(index, len(window))
        values.update(window[place])
    return values


def _is_made(number: int, position: int) -> bool:
    """Not every maker makes everything: a fifth of the places stay empty."""
    return (number * 7 + position * 3 + 1) % 5 != 0


def _crosses(family: Family, articles: list[str], number: int, position: int) -> list[tuple[str, str]]:
    """None to four numbers of the other makers, two on average."""
    others = len(articles) - 1
    wanted = min((number + position * 2) % 5, others)
    places = [(position + step) % len(articles) for step in range(1, wanted + 1)]
    return [(family.makers[place].brand, articles[place]) for place in places]


def values(**columns: tuple[object, ...]) -> tuple[Values, ...]:
    """Options from columns of equal length: ``values(d=(10, 12), D=(26, 28))``."""
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def one_of(field: str, *choices: object) -> tuple[Values, ...]:
    """Options of a single field."""
    return tuple({field: choice} for choice in choices)


def ring(outer: float, inner: float, width: float) -> float:
    """The mass in kg of a steel ring of so many mm."""
    return (outer * outer - inner * inner) * width * 6.1e-6
