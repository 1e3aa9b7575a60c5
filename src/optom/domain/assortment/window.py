"""A window on the assortment: which products stand at rows N..N+count, and what each row says.

First the shelves (group x brand) that the contract sees: they tell the total and how rare the rest is. Then the ids of
the page, by the cheapest way to the order asked (``pages``). Then the rows of those ids, a set of at most a screen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from optom.base import sql
from optom.base.refusal import Refusal
from optom.domain.catalog import queries as catalog
from optom.domain.stock import queries as stock

from . import attributes, narrowing, pages, sorting
from .pages import Filters, Slice, Sort
from .searching import searched
from .sorting import By

_sql = sql.statements(__package__)
MOST_ROWS = 1000
_NEAR = 1000  # hits of a search that are looked through before all of them
_TOLD_AHEAD = 2000  # rows of an export

__all__ = ["FacetRow", "Facets", "Filters", "ProductRow", "Sort", "Window", "each", "facets", "first", "window"]


class ProductRow(NamedTuple):
    """A product as the contract sees it: price per unit in its currency, free goods by warehouse, what comes next; how
    much of it suppliers have that would be there soonest (``supplied_on``), where the terms let it be promised.

    A tuple, and in the order of `details.sql`: an export makes a million of them, for which frozen classes are slow.
    """

    id: int
    article: str
    brand: str
    name: str
    group: str
    unit: str
    multiple: Decimal
    minimum: Decimal
    weight: Decimal | None
    price: Decimal | None
    expected_on: date | None
    coming: Decimal | None
    supplied_on: date | None
    supplied: Decimal | None
    free: dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Window:
    """Rows ``start``.. of ``total``; ``is_exact`` is False where counting stopped at the cap."""

    rows: list[ProductRow]
    total: int
    is_exact: bool
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class FacetRow:
    """So many of the products that the other filters leave are of this group or brand; None where nobody counted."""

    id: int
    products: int | None


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts for the filters; ``is_exact`` is False where they were made from the first hits only."""

    groups: list[FacetRow] = field(default_factory=list)
    brands: list[FacetRow] = field(default_factory=list)
    is_exact: bool = True


def window(
    *,
    contract: int,
    at: datetime,
    filters: Filters | None = None,
    sort: Sort = Sort.NAME,
    is_descending: bool = False,
    by: Sequence[By] = (),
    start: int = 0,
    count: int = 100,
) -> Window:
    """Rows ``start`` to ``start + count`` of what the contract sees under the filters, in the order of ``sort``, or in
    that of ``by``, which holds for at most 10,000 products.

    Refuses ``assortment.window_too_large`` above 1,000 rows, ``assortment.too_many_to_sort`` and
    ``assortment.uncounted_to_sort``.
    """
    if not (0 <= count <= MOST_ROWS and start >= 0):
        raise Refusal("assortment.window_too_large", most=MOST_ROWS)
    page, instead = _page(contract, filters or Filters(), Slice(sort, is_descending, start, count, by), at)
    return Window(_rows(contract, at, page.ids), page.total, page.is_exact, instead)


def each(
    *,
    contract: int,
    at: datetime,
    filters: Filters | None = None,
    sort: Sort = Sort.NAME,
    is_descending: bool = False,
    by: Sequence[By] = (),
    most: int,
) -> Iterator[ProductRow]:
    """The same rows one by one, at most so many: what an export reads. What they say is told some way ahead."""
    page, _ = _page(contract, filters or Filters(), Slice(sort, is_descending, 0, most, by), at)
    parts = (page.ids[start : start + _TOLD_AHEAD] for start in range(0, len(page.ids), _TOLD_AHEAD))
    told = sql.ahead(_sql.text("details"), ({"contract": contract, "at": at, "products": part} for part in parts))
    days = stock.days_by_route(at)
    return (_row(row, days) for rows in told for row in rows)


def _page(contract: int, filters: Filters, part: Slice, at: datetime) -> tuple[pages.Page, str | None]:
    """The ids of the page, and the search that was answered instead of the one that was asked."""
    asked = pages.asked_of(contract, filters, at)
    found = _found(asked, filters)
    if found is None and filters.attributes and part.sort != Sort.PRICE and not part.by:
        return attributes.page(asked, filters, part), None
    found = found or _with_attributes(asked, filters)
    if part.by:
        return _sorted(asked, found, part, at), found.instead if found else None
    if found is None:
        return pages.walk(asked, part, at), None
    page = pages.among(asked, ranks=found.ranks, part=part, at=at)
    return pages.Page(page.ids, page.total, not found.is_capped), found.instead


def _sorted(asked: Mapping[str, Any], found: catalog.Found | None, part: Slice, at: datetime) -> pages.Page:
    products = sorting.few_enough(asked, found)
    ids = sorting.page(asked, products, part.by, start=part.start, count=part.count, at=at)
    return pages.Page(ids, len(products))


def _found(asked: Mapping[str, Any], filters: Filters) -> catalog.Found | None:
    """What a search finds, or a condition that leaves few products; None: nothing that is asked leads to few."""
    if filters.search.strip():
        found = searched(asked["contract"], filters.search)
        return catalog.Found(attributes.among(found.ranks, filters), found.is_capped, found.instead)
    few = narrowing.few(asked)
    if few is None:
        return None
    products, is_capped = few
    return catalog.Found(attributes.among(dict.fromkeys(products, 0), filters), is_capped, instead=None)


def _with_attributes(asked: Mapping[str, Any], filters: Filters) -> catalog.Found | None:
    if not filters.attributes:
        return None
    products = attributes.products(asked, filters)
    return catalog.Found(dict.fromkeys(products, 0), is_capped=len(products) >= pages.CAP, instead=None)


def first(*, contract: int, text: str, at: datetime, most: int) -> list[ProductRow]:
    """The few goods that a search finds first, for who types on: nothing is counted, no slip forgiven.

    A few hundred of the nearest hits are looked through; only where the contract sees too few of those, all of them.
    """
    asked = pages.asked_of(contract, Filters(), at)
    part = Slice(Sort.RELEVANCE, is_descending=False, start=0, count=most)
    near = searched(contract, text, most=_NEAR, is_forgiving=False)
    page = pages.among(asked, ranks=near.ranks, part=part, at=at)
    if near.is_capped and len(page.ids) < most:
        page = pages.among(asked, ranks=searched(contract, text).ranks, part=part, at=at)
    return _rows(contract, at, page.ids)


def rows(*, contract: int, products: Sequence[int], at: datetime) -> list[ProductRow]:
    """What the contract's rows of these products say, in the order given; unknown products are absent."""
    return _rows(contract, at, products)


def _rows(contract: int, at: datetime, products: Sequence[int]) -> list[ProductRow]:
    if not products:
        return []
    found = _sql.rows("details", contract=contract, at=at, products=list(products))
    days = stock.days_by_route(at) if any(row.routes for row in found) else None
    return [_row(row, days) for row in found]


def _row(row: tuple[Any, ...], days: Callable[[int, int], date] | None) -> ProductRow:
    routes, leads, ready, places, free = row[-5:]
    supplied = _soonest(days, routes, leads, ready) if days and routes else (None, None)
    return ProductRow._make((*row[:-5], *supplied, dict(zip(places, free, strict=True)) if places else {}))


def _soonest(
    days: Callable[[int, int], date], routes: Sequence[int], leads: Sequence[int], ready: Sequence[Decimal]
) -> tuple[date, Decimal]:
    """The first day on which any of it would be there, and how much of it."""
    told = [(days(route, lead), free) for route, lead, free in zip(routes, leads, ready, strict=True)]
    first = min(day for day, _free in told)
    return first, sum((free for day, free in told if day == first), Decimal(0))


def facets(*, contract: int, at: datetime, filters: Filters | None = None) -> Facets:
    """How many products each group and each brand would leave; its own filter doesn't narrow a facet.

    Where every product would have to be tested, and they are too many, groups and brands are told without numbers.
    """
    filters = filters or Filters()
    asked = pages.asked_of(contract, replace(filters, groups=(), brands=()), at)
    found = _found(asked, filters) or _with_attributes(asked, filters)
    if found:
        return _facets_of_candidates(asked, found, filters)
    shelves = pages.shelf_facets(pages.asked_of(contract, replace(filters, narrow=()), at))
    if not filters.is_tested:
        return Facets(groups=_side(shelves, "group"), brands=_side(shelves, "brand"))
    return _facets_of_tested(asked, shelves, filters)


def _side(rows: Sequence[sql.Row], side: str) -> list[FacetRow]:
    return [FacetRow(row.id, row.products) for row in rows if row.side == side]


def _facets_of_candidates(asked: Mapping[str, Any], found: catalog.Found, filters: Filters) -> Facets:
    cells, is_exact = pages.cells(asked, list(found.ranks))
    groups = pages.below(filters.groups) if filters.groups else None
    return Facets(
        _counted((cell.group, cell.products) for cell in cells if not filters.brands or cell.brand in filters.brands),
        _counted((cell.brand, cell.products) for cell in cells if groups is None or cell.group in groups),
        is_exact=is_exact and not found.is_capped,
    )


def _facets_of_tested(asked: Mapping[str, Any], shelves: Sequence[sql.Row], filters: Filters) -> Facets:
    """Each side by itself: of a chosen group the brands are few enough to be counted."""
    by_group = _tested({**asked, "brands": list(filters.brands) or None}, _side(shelves, "group"), "group")
    by_brand = _tested({**asked, "groups": list(filters.groups) or None}, _side(shelves, "brand"), "brand")
    sides = [*by_group, *by_brand]
    return Facets(by_group, by_brand, is_exact=all(row.products is not None for row in sides))


def _tested(asked: Mapping[str, Any], shelves: Sequence[FacetRow], side: str) -> list[FacetRow]:
    if sum(row.products or 0 for row in shelves) > pages.CAP:
        return [FacetRow(row.id, None) for row in shelves]
    cells, _ = pages.cells(asked)
    return _counted((getattr(cell, side), cell.products) for cell in cells)


def _counted(parts: Iterable[tuple[int, int]]) -> list[FacetRow]:
    counts: dict[int, int] = defaultdict(int)
    for key, products in parts:
        counts[key] += products
    return [FacetRow(*item) for item in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
