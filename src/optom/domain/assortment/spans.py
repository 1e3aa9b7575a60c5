"""Where a page lies in an order that an index has, told before any product is read.

Of a catalog seen whole every thousandth row is known, a milestone: the page is walked from there. Of a part of it the
shelves tell between which milestones the page lies, and the few shelves that reach between them: names go by groups and
articles by brands, so a page of a million products is mostly gathered from a thousand. Where names are mixed so that
this leaves too much, rows are counted up to the milestone where the page is likely to begin and walked from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optom.domain.catalog import rules as catalog

from .texts import ask, ids, text

MOST = 20_000  # products gathered for a page: about as long as counting up to it and walking takes


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
        walked = _walked(asked, found, part.key)
        return walked[::-1] if part.is_descending else walked, found.total
    skip = found.total - found.stop - found.after if part.is_descending else found.start - found.before
    values = {**asked, **_ends(found), "skip": skip, "count": part.count}
    return ids(_gathered(found, part), values), found.total


@dataclass(frozen=True, slots=True)
class Look:
    """Of the first of an order, those of a page that pass a test of each product, and how many pass; ``total`` products
    would have to be tested, which all were where ``is_all``.
    """

    ids: list[int]
    passing: int
    total: int
    is_all: bool


def look(asked: Mapping[str, Any], part: Ordered, *, most: int, ahead: int, found: str) -> Look:
    """The first ``most`` of an order are tested (they are in stock, and the like) for a page and some ``ahead`` of it.
    Two statements.

    ``found`` tells which of the ``first`` need not be tested: it is cheaper than the test.
    """
    at = span(asked, Ordered(part.key, part.is_descending, 0, most), most=MOST)
    if not at.total:
        return Look([], 0, 0, is_all=True)
    first = _walk(part, _reach(at, part), test="true") if at.groups is None else _gathered(at, part)
    cap = None if at.total <= most else part.start + part.count + ahead
    values = {**asked, **_ends(at), "skip": 0, "count": most, "start": part.start, "rows": part.count, "cap": cap}
    row = ask("look", values, first=first, found=found, key=part.key, direction=part.direction)[0]
    # walked, what stands on shelves that can't answer is among the first too
    return Look(row.ids, row.passing, at.total, is_all=at.total <= most and at.groups is not None)


def tested(asked: Mapping[str, Any], part: Ordered) -> list[int]:
    """A page of what passes the test, walked from the first or the last of what is seen."""
    at = span(asked, Ordered(part.key, part.is_descending, 0, part.count), most=0)
    values = {**asked, **_ends(at), "skip": part.start, "count": part.count}
    test = text("stocked", narrowed=asked["narrowed"])
    return ids(_walk(part, _reach(at, part), test=test), values)


def _gathered(found: Span, part: Ordered) -> str:
    """From the end that the order asked begins at: up to there the shelves gathered are all that is seen."""
    return text("gather", key=part.key, edge=_edge(found, part), direction=part.direction)


def _edge(found: Span, part: Ordered) -> str:
    if part.is_descending:
        return f"(x.{part.key}, x.id) >= (%(low)s, %(low_id)s)"
    return "true" if found.behind is None else f"(x.{part.key}, x.id) < (%(behind)s, %(behind_id)s)"


def _ends(found: Span) -> dict[str, Any]:
    names = ("at", "at_id", "low", "low_id", "behind", "behind_id")
    return {name: getattr(found, name) for name in names} | {"on_groups": found.groups, "on_brands": found.brands}


def _walked(asked: Mapping[str, Any], found: Span, key: str) -> list[int]:
    """What of the page lies before the milestone, walked back from it, and what lies behind it; upwards."""
    until, since = min(found.stop, found.passed), max(found.start, found.passed)
    values, page = {**asked, **_ends(found)}, []
    if found.start < until:
        part = Ordered(key, is_descending=True, start=found.passed - until, count=until - found.start)
        page += _from(values, part, f"(p.{key}, p.id) < (%(at)s, %(at_id)s)")[::-1]
    if since < found.stop:
        part = Ordered(key, is_descending=False, start=since - found.passed, count=found.stop - since)
        page += _from(values, part, f"(p.{key}, p.id) >= (%(at)s, %(at_id)s)")
    return page


def _from(values: Mapping[str, Any], part: Ordered, reach: str) -> list[int]:
    return ids(_walk(part, reach, test="true"), {**values, "skip": part.start, "count": part.count})


def _reach(found: Span, part: Ordered) -> str:
    """From the first or the last of what is seen: what passes a test can't be counted up to a milestone."""
    if part.is_descending:
        return "true" if found.behind is None else f"(p.{part.key}, p.id) < (%(behind)s, %(behind_id)s)"
    return "true" if found.low is None else f"(p.{part.key}, p.id) >= (%(low)s, %(low_id)s)"


def _walk(part: Ordered, reach: str, *, test: str) -> str:
    return text("walk", key=part.key, direction=part.direction, reach=reach, test=test)
