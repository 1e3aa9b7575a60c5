"""The ids of a page, by the cheapest way to the order asked.

* A search or an attribute leaves at most 10,000 candidates: they are sorted.
* In an order that an index has, the shelves tell where the page lies: ``spans``.
* By own price the price classes of the contract are merged: ``own_price``.
* By anything else, and by several things at once, what is few enough is sorted: ``sorting``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from optom.base.sql import Row, statements

from . import narrowing, own_price, spans
from .narrowing import Narrow
from .sorting import By
from .spans import Ordered
from .texts import ask, asking, without_stock

_sql = statements(__package__)
CAP = 10_000
AHEAD = 2_000
MORE = 300  # where what passes is rare
TESTED = 4_000  # products that are tested to find a page, and to count ahead
FIRST = 10_000  # where a condition tells which of them need not be tested
KEYS = {"name": "sort_key", "article": "article"}


class Sort(StrEnum):
    """The orders in which the assortment can be asked for."""

    RELEVANCE = "relevance"
    NAME = "name"
    ARTICLE = "article"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the assortment: groups hold for all below them; of each attribute, one of its values; all that
    stands in ``narrow``.
    """

    search: str = ""
    groups: tuple[int, ...] = ()
    brands: tuple[int, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_in_stock: bool = False
    narrow: tuple[Narrow, ...] = ()

    @property
    def is_tested(self) -> bool:
        """Whether each product has to be looked up in tables of which the shelves know nothing."""
        return self.is_in_stock or bool(self.narrow)


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows ``start`` to ``start + count`` in the order of ``sort``, or in that of ``by`` where it is said."""

    sort: Sort
    is_descending: bool
    start: int
    count: int
    by: Sequence[By] = ()

    @property
    def direction(self) -> str:
        return "desc" if self.is_descending else "asc"


@dataclass(frozen=True, slots=True)
class Page:
    """Ids in the order asked; there are more than ``total`` where ``is_exact`` is False."""

    ids: list[int]
    total: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """So many products of a brand in a group."""

    group: int
    brand: int
    products: int


def asked_of(contract: int, filters: Filters, at: datetime | None = None) -> dict[str, Any]:
    """What the statements of this room are told of the filters, but for search and attributes; prices are of ``at``."""
    made = narrowing.narrowing(contract, filters.narrow, at)
    return {
        **made.values,
        "contract": contract,
        "groups": list(filters.groups) or None,
        "brands": list(filters.brands) or None,
        "in_stock": filters.is_in_stock,
        "is_tested": filters.is_tested,
        "narrowed": made.test,
        "shelved": made.shelved,
        "is_shelved": made.shelved != "true",
        "finders": made.finders,
        "texts": made.texts,
        "cheapest": made.cheapest,
        "dearest": made.dearest,
    }


def walk(asked: Mapping[str, Any], part: Slice, at: datetime) -> Page:
    """A page of the whole assortment or of some of its groups and brands."""
    if part.sort == Sort.PRICE:
        return _by_price(asked, part, at)
    order = Ordered(KEYS.get(part.sort, KEYS["name"]), part.is_descending, part.start, part.count)
    if not asked["is_tested"]:
        return Page(*spans.page(asked, order))
    return _looked(asked, order) or _tested(asked, order)


def _looked(asked: Mapping[str, Any], order: Ordered) -> Page | None:
    """Of the first of the order so many are tested that the page is among them, unless what passes is rare there: then
    none of this is told, but where all were tested.
    """
    found, behind = narrowing.among_first(asked), order.start + order.count
    is_likely = not found or asked["is_shelved"]  # that much of the first passes
    for most, ahead in (TESTED if is_likely else FIRST, MORE if found else AHEAD), (spans.MOST, AHEAD):
        if most <= behind:
            continue
        look = spans.look(asked, order, most=most, ahead=ahead, found=found or "true")
        if look.is_all or look.passing > behind + 1:  # one that is not told: there are more than that
            return Page(look.ids, look.passing - (not look.is_all), is_exact=look.is_all)
        if look.total > spans.MOST and not asked["is_shelved"]:
            break
    return None


def _tested(asked: Mapping[str, Any], order: Ordered) -> Page:
    """What passes is rare at the beginning of the order, or the page is deep in it."""
    many = narrowing.many(asked)
    if many and order.start + order.count >= many[1]:
        ids = narrowing.all_of(asked, many[0], order.key, order.direction)
        return Page(ids[order.start : order.start + order.count], len(ids))
    hashed = narrowing.hashed(asked, many[0]) if many else asked
    # some more, which tell how the list goes on
    ids = spans.tested(hashed, replace(order, count=order.count + MORE))
    if order.start and not ids:
        return _counted(hashed, order, ids, _shown(asked))
    is_exact, reached = len(ids) < order.count + MORE, order.start + len(ids)
    return Page(ids[: order.count], reached - (not is_exact), is_exact)


def _by_price(asked: Mapping[str, Any], part: Slice, at: datetime) -> Page:
    """What has no price comes last, either way."""
    prices = own_price.OwnPrices(asked, at, part.is_descending)
    is_tested = asked["is_tested"]
    ids = prices.page(part.start, part.count + is_tested)
    shown = _shown(asked) if prices.total is None else prices.total
    page = _counted(asked, part, ids, shown) if is_tested else Page(ids, shown)
    missing = min(part.count, page.total - part.start) - len(page.ids)
    if missing > 0 and page.is_exact:
        page.ids.extend(prices.unpriced(part.start + len(page.ids), missing, total=page.total))
    return page


def _total_of(rows: Sequence[Row], part: Slice, otherwise: Callable[[], int]) -> int:
    """The total that every row carries; only a page behind the last row has to count."""
    if rows:
        return int(rows[0].total)
    return otherwise() if part.start or not part.count else 0


def _shown(asked: Mapping[str, Any]) -> int:
    return int(ask("shelf_total", without_stock(asked))[0].products)


def _counted(asked: Mapping[str, Any], part: Slice | Ordered, ids: list[int], of: int) -> Page:
    """What passes a test is counted some way ahead of the page: who scrolls on is told more.

    ``of`` so many products. A page that is not full has been looked for in all of them: then all are counted.
    """
    is_end = len(ids) <= part.count
    most, tested = part.start + part.count + AHEAD, of if is_end else TESTED
    passing = asking("passing", asked)
    counted = int(ask("ahead", {**asked, "cap": most + 1, "tested": tested}, passing=passing)[0][0])
    reached = part.start + len(ids) if ids else 0
    return Page(ids[: part.count], min(max(counted, reached), most), is_exact=counted <= most and of <= tested)


def among(asked: Mapping[str, Any], *, ranks: Mapping[int, int], part: Slice, at: datetime) -> Page:
    """A page of the candidates: product -> rank of its match."""
    asked = {**asked, "candidates": list(ranks), "start": part.start, "count": part.count}
    if part.sort == Sort.PRICE:
        asked |= {"at": at, "ones": [Decimal(1)] * len(ranks)}
        rows = ask("among_by_price", asked, direction=part.direction)
    else:
        rank = _rank(ranks, asked)
        rows = ask("among", asked, rank=rank, order=_order(part.sort, part.direction))
    total = _total_of(rows, part, lambda: sum(cell.products for cell in cells(asked, list(ranks))[0]))
    return Page([row.id for row in rows], total)


def _rank(ranks: Mapping[int, int], asked: dict[str, Any]) -> str:
    """A candidate's rank in SQL; all ranks but the last get a list of their own among what is asked."""
    *others, last = sorted(set(ranks.values())) or [0]
    for rank in others:
        asked[f"rank{rank}"] = [product for product, of in ranks.items() if of == rank]
    known = " ".join(f"when p.id in (select unnest(%(rank{rank})s::bigint[])) then {rank}" for rank in others)
    return f"case {known} else {last} end" if known else str(last)


def _order(sort: Sort, direction: str) -> str:
    if sort == Sort.RELEVANCE:
        return "p.rank, p.sort_key, p.id"
    return f"p.{KEYS[sort]} {direction}, p.id {direction}"


def cells(asked: Mapping[str, Any], candidates: Sequence[int] | None = None) -> tuple[list[Cell], bool]:
    """The candidates (None: whatever passes the test) by shelf, and whether none was left out."""
    if candidates is None:
        rows = ask("tested_cells", asked)
    else:
        rows = ask("among_cells", {**asked, "candidates": list(candidates)})
    found = [Cell(row.group_id, row.brand_id, row.products) for row in rows]
    return found, sum(cell.products for cell in found) < CAP


def below(groups: Sequence[int]) -> set[int]:
    """The groups with all below them."""
    return {row.id for row in _sql.rows("below", groups=list(groups))}


def shelf_facets(asked: Mapping[str, Any]) -> list[Row]:
    """Products by group and by brand, each side without its own filter, whatever their test says."""
    return _sql.rows("shelf_facets", **without_stock(asked))
