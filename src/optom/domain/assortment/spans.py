"""Where a page lies in an order that an index has, told before any product is read.

Of a catalog seen whole every thousandth row is known, a milestone: the page is walked from there. Of a part of it the
shelves tell between which milestones the page lies, and the few shelves that reach between them: names go by groups and
articles by brands, so a page of a million products is mostly gathered from a thousand. Where names are mixed so that
this leaves too much, rows are counted up to the milestone where the page is likely to begin and walked from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optom.base.sql import Row
from optom.domain.catalog import rules as catalog

from .texts import ask

MOST = 20_000  # products gathered for a page: about as long as counting up to it and walking takes
MOST_CHECKED = 5_000  # of which each is looked up in stock
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

    They lie from the milestone ``low`` on and before the milestone ``behind`` (None: no such end); ``before`` and
    ``after`` rows are of the shelves beyond these ends. ``groups`` and ``brands`` are the shelves between, None where
    walking is cheaper: ``passed`` rows stand before the milestone ``at``.
    """

    total: int
    start: int
    stop: int
    before: int
    after: int
    groups: list[int] | None
    brands: list[int] | None
    passed: int
    at: str | None
    at_id: int | None
    low: str | None
    low_id: int | None
    behind: str | None
    behind_id: int | None


def span(asked: Mapping[str, Any], part: Ordered, *, most: int) -> Span:
    """Where the page lies among all that the contract sees under the filters of group and brand. One statement.

    Its shelves are told where they hold at most so many products.
    """
    values = {**asked, "is_descending": part.is_descending, "start": part.start, "count": part.count}
    return Span(*ask("span", {**values, "most": most, "step": catalog.STEP}, key=part.key)[0])


def page(asked: Mapping[str, Any], part: Ordered) -> tuple[list[int], int]:
    """The ids of a page and the number of all rows."""
    found = span(asked, part, most=MOST)
    if found.start >= found.stop:
        return [], found.total
    if found.groups is None:
        ids = _walked(asked, found, part.key)
        return ids[::-1] if part.is_descending else ids, found.total
    skip = found.total - found.stop - found.after if part.is_descending else found.start - found.before
    return [row.id for row in _gathered(asked, found, part, skip=skip)], found.total


def tested_page(asked: Mapping[str, Any], part: Ordered) -> tuple[list[int], int | None, int]:
    """The ids of a page of what passes a test of each product (it is in stock, and the like), the number of all that
    passes if it has come out by the way, and the number of all that would have to be tested.
    """
    found = span(asked, Ordered(part.key, part.is_descending, 0, SPARE * (part.start + part.count)), most=MOST_CHECKED)
    rows = _gathered(asked, found, part, skip=part.start) if found.groups is not None else []
    if len(rows) < part.count and not _is_all(found) and found.total <= MOST:
        found = span(asked, Ordered(part.key, part.is_descending, 0, found.total), most=MOST)
        rows = _gathered(asked, found, part, skip=part.start) if found.groups is not None else []
    if found.groups is not None and (_is_all(found) or len(rows) == part.count):
        return [row.id for row in rows], _number(rows, part) if _is_all(found) else None, found.total
    return _walked_from_its_end(asked, found, part) if found.total else [], None, found.total


def _is_all(found: Span) -> bool:
    return found.stop - found.start == found.total


def _number(rows: list[Row], part: Ordered) -> int | None:
    """Every row carries it; a page behind the last row has to be counted."""
    return rows[0].found if rows else (0 if part.start == 0 else None)


def _gathered(asked: Mapping[str, Any], found: Span, part: Ordered, *, skip: int) -> list[Row]:
    """From the end that the order asked begins at: up to there the shelves gathered are all that is seen."""
    values = {**asked, "on_groups": found.groups, "on_brands": found.brands, "skip": skip, "count": part.count}
    edge = _edge(found, part)
    return ask("gather", {**values, **_ends(found)}, key=part.key, edge=edge, direction=part.direction)


def _edge(found: Span, part: Ordered) -> str:
    if part.is_descending:
        return f"(x.{part.key}, x.id) >= (%(low)s, %(low_id)s)"
    return "true" if found.behind is None else f"(x.{part.key}, x.id) < (%(behind)s, %(behind_id)s)"


def _ends(found: Span) -> dict[str, Any]:
    names = ("at", "at_id", "low", "low_id", "behind", "behind_id")
    return {name: getattr(found, name) for name in names}


def _walked(asked: Mapping[str, Any], found: Span, key: str) -> list[int]:
    """What of the page lies before the milestone, walked back from it, and what lies behind it; upwards."""
    until, since = min(found.stop, found.passed), max(found.start, found.passed)
    ids: list[int] = []
    if found.start < until:
        part = Ordered(key, is_descending=True, start=found.passed - until, count=until - found.start)
        ids += _walk(asked, found, part, f"(p.{key}, p.id) < (%(at)s, %(at_id)s)")[::-1]
    if since < found.stop:
        part = Ordered(key, is_descending=False, start=since - found.passed, count=found.stop - since)
        ids += _walk(asked, found, part, f"(p.{key}, p.id) >= (%(at)s, %(at_id)s)")
    return ids


def _walked_from_its_end(asked: Mapping[str, Any], found: Span, part: Ordered) -> list[int]:
    """From the first or the last of what is seen: what is in stock can't be counted up to a milestone."""
    if part.is_descending:
        reach = "true" if found.behind is None else f"(p.{part.key}, p.id) < (%(behind)s, %(behind_id)s)"
    else:
        reach = "true" if found.low is None else f"(p.{part.key}, p.id) >= (%(low)s, %(low_id)s)"
    return _walk(asked, found, part, reach)


def _walk(asked: Mapping[str, Any], found: Span, part: Ordered, reach: str) -> list[int]:
    values = {**asked, **_ends(found), "start": part.start, "count": part.count}
    return [row.id for row in ask("walk", values, key=part.key, direction=part.direction, reach=reach)]
