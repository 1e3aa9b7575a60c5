"""Where a page lies in an order that an index has, told by the shelves before any product is read.

A shelf knows how many products it holds and from which key to which they go. Sums over the shelves give two keys
between which the page must lie, and the few shelves that reach between them: names go by groups and articles by brands,
so a page of a million products is mostly gathered from a thousand. Where keys are mixed so that this leaves too much,
an index of all products is walked; then about every row of it is one of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optom.base.sql import Row, fetch

from .texts import text

MOST = 40_000  # products gathered for a page: about as long as a walk may take
NEAR = 3_000  # rows from the beginning of a catalog seen whole, walked without looking at its shelves
SPARE = 8  # of so many goods one is in stock, or they are walked


@dataclass(frozen=True, slots=True)
class Ordered:
    """Rows ``start`` to ``start + count`` in the order of a column of the product."""

    key: str
    is_descending: bool
    start: int
    count: int

    @property
    def direction(self) -> str:
        return "desc" if self.is_descending else "asc"


@dataclass(frozen=True, slots=True)
class Span:
    """Rows ``start`` to ``stop`` of ``total``, counted upwards whatever the order asked.

    They lie after ``low`` and up to ``high`` (None: no such end); ``before`` and ``after`` rows are of the shelves
    beyond these ends. ``groups`` and ``brands`` are the shelves between, None where walking is cheaper; then what is
    seen goes from ``first`` to ``last`` (None: not looked at).
    """

    total: int
    start: int
    stop: int
    low: str | None
    high: str | None
    before: int
    after: int
    groups: list[int] | None
    brands: list[int] | None
    first: str | None
    last: str | None


def span(asked: Mapping[str, Any], part: Ordered) -> Span:
    """Where the page lies among all that the contract sees under the filters of group and brand. One statement."""
    values = {**asked, "is_descending": part.is_descending, "start": part.start, "count": part.count}
    return Span(*fetch(text("span", key=part.key), {**values, "near": NEAR, "most": MOST})[0])


def page(asked: Mapping[str, Any], part: Ordered) -> tuple[list[int], int]:
    """The ids of a page and the number of all rows."""
    found = span(asked, part)
    if found.start >= found.stop:
        return [], found.total
    skip = found.total - found.stop - found.after if part.is_descending else found.start - found.before
    ids = [row.id for row in _gathered(asked, found, part, skip=skip)] if found.groups else _walked(asked, found, part)
    return ids, found.total


def stocked_page(asked: Mapping[str, Any], part: Ordered) -> tuple[list[int], int | None]:
    """The ids of a page of goods in stock, and their number if it has come out by the way."""
    reach = Ordered(part.key, part.is_descending, 0, SPARE * (part.start + part.count))
    found = span(asked, reach)
    if found.groups is not None:
        rows = _gathered(asked, found, part, skip=part.start)
        is_all = found.low is None and found.high is None
        if is_all or len(rows) == part.count:
            return [row.id for row in rows], _number(rows, part) if is_all else None
    return _walked_from(asked, found, part), None


def _number(rows: list[Row], part: Ordered) -> int | None:
    """Every row carries it; a page behind the last row has to be counted."""
    return rows[0].found if rows else (0 if part.start == 0 else None)


def _gathered(asked: Mapping[str, Any], found: Span, part: Ordered, *, skip: int) -> list[Row]:
    """From the end that the order asked begins at: up to there the shelves gathered are all that is seen."""
    if part.is_descending:
        edge = f"x.{part.key} > %(low)s" if found.low is not None else "true"
    else:
        edge = f"x.{part.key} <= %(high)s" if found.high is not None else "true"
    values = {**asked, "on_groups": found.groups, "on_brands": found.brands, "low": found.low, "high": found.high}
    statement = text("gather", key=part.key, edge=edge, direction=part.direction)
    return fetch(statement, {**values, "skip": skip, "count": part.count})


def _walked(asked: Mapping[str, Any], found: Span, part: Ordered) -> list[int]:
    """From the nearer end: the last page costs what the first one does."""
    behind = found.total - found.stop
    is_far = found.start > behind
    nearer = Ordered(part.key, is_far, behind if is_far else found.start, found.stop - found.start)
    ids = _walked_from(asked, found, nearer)
    return ids if is_far == part.is_descending else ids[::-1]


def _walked_from(asked: Mapping[str, Any], found: Span, part: Ordered) -> list[int]:
    reach = "true" if found.first is None else f"p.{part.key} between %(first)s and %(last)s"
    statement = text("walk", key=part.key, direction=part.direction, reach=reach)
    ends = {"first": found.first, "last": found.last}
    return [row.id for row in fetch(statement, {**asked, **ends, "start": part.start, "count": part.count})]
