"""The ids of a page, by the cheapest way to the order asked.

* A search or an attribute leaves at most 10,000 candidates: they are sorted.
* In an order that an index has, the shelves tell where the page lies: ``spans``.
* By own price the price classes of the contract are merged: ``own_price``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from optom.base.sql import Row, fetch, statements

from . import own_price, spans
from .spans import Ordered
from .texts import text, without_stock

_sql = statements(__package__)
CAP = 10_000
AHEAD = 2_000
KEYS = {"name": "sort_key", "article": "article"}


class Sort(StrEnum):
    """The orders in which the assortment can be asked for."""

    RELEVANCE = "relevance"
    NAME = "name"
    ARTICLE = "article"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the assortment: groups hold for all below them; of each attribute, one of its values."""

    search: str = ""
    groups: tuple[int, ...] = ()
    brands: tuple[int, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_in_stock: bool = False

    @property
    def needs_candidates(self) -> bool:
        """Whether something must be found first, which leaves a set of at most ``CAP``."""
        return bool(self.search.strip() or self.attributes)


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows ``start`` to ``start + count`` in the order of ``sort``."""

    sort: Sort
    is_descending: bool
    start: int
    count: int

    @property
    def direction(self) -> str:
        return "desc" if self.is_descending else "asc"


@dataclass(frozen=True, slots=True)
class Page:
    """Ids in the order asked; ``total`` is counted up to the cap where ``is_exact`` is False."""

    ids: list[int]
    total: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """So many products of a brand in a group."""

    group: int
    brand: int
    products: int


def asked_of(contract: int, filters: Filters) -> dict[str, Any]:
    """What the statements of this room are told of the filters of group, brand and stock."""
    return {
        "contract": contract,
        "groups": list(filters.groups) or None,
        "brands": list(filters.brands) or None,
        "in_stock": filters.is_in_stock,
    }


def walk(*, contract: int, filters: Filters, part: Slice, at: datetime) -> Page:
    """A page of the whole assortment or of some of its groups and brands."""
    asked = asked_of(contract, filters)
    if part.sort == Sort.PRICE:
        return _by_price(asked, part, at)
    ordered = Ordered(KEYS.get(part.sort, KEYS["name"]), part.is_descending, part.start, part.count)
    if not filters.is_in_stock:
        return Page(*spans.page(asked, ordered))
    ids, total = spans.stocked_page(asked, ordered)
    return _counted(asked, part, ids) if total is None else Page(ids, total)


def _by_price(asked: Mapping[str, Any], part: Slice, at: datetime) -> Page:
    """What has no price comes last, either way."""
    prices = own_price.OwnPrices(asked, at, part.is_descending)
    ids = prices.page(part.start, part.count)
    total = _shown(asked) if prices.total is None else prices.total
    page = _counted(asked, part, ids) if asked["in_stock"] else Page(ids, total)
    missing = min(part.count, page.total - part.start) - len(ids)
    if missing > 0 and page.is_exact:
        ids += prices.unpriced(part.start + len(ids), missing, total=page.total)
    return page


def _total_of(rows: Sequence[Row], part: Slice, otherwise: Callable[[], int]) -> int:
    """The total that every row carries; only a page behind the last row has to count."""
    if rows:
        return int(rows[0].total)
    return otherwise() if part.start or not part.count else 0


def _shown(asked: Mapping[str, Any]) -> int:
    return int(fetch(text("shelf_total"), without_stock(asked))[0].products)


def _counted(asked: Mapping[str, Any], part: Slice, ids: list[int]) -> Page:
    """Goods in stock are counted some way ahead of the page: who scrolls on is told more."""
    most = part.start + part.count + AHEAD
    counted = int(fetch(text("ahead"), {**asked, "cap": most + 1})[0][0])
    return Page(ids, min(counted, most), counted <= most)


def among(*, ranks: Mapping[int, int], contract: int, filters: Filters, part: Slice, at: datetime) -> Page:
    """A page of the candidates: product -> rank of its match."""
    asked = {**asked_of(contract, filters), "candidates": list(ranks), "start": part.start, "count": part.count}
    if part.sort == Sort.PRICE:
        asked |= {"at": at, "ones": [Decimal(1)] * len(ranks)}
        rows = fetch(text("among_by_price", direction=part.direction), asked)
    else:
        rank = _rank(ranks, asked)
        rows = fetch(text("among", rank=rank, order=_order(part.sort, part.direction)), asked)
    total = _total_of(rows, part, lambda: sum(cell.products for cell in cells(list(ranks), contract, filters)[0]))
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


def cells(candidates: Sequence[int] | None, contract: int, filters: Filters) -> tuple[list[Cell], bool]:
    """The candidates (None: whatever is in stock) by shelf, and whether none was left out."""
    asked = asked_of(contract, Filters(is_in_stock=filters.is_in_stock))
    if candidates is None:
        rows = fetch(text("first_cells"), {**asked, "cap": CAP})
    else:
        rows = fetch(text("among_cells"), {**asked, "candidates": list(candidates)})
    found = [Cell(row.group_id, row.brand_id, row.products) for row in rows]
    return found, sum(cell.products for cell in found) < CAP


def below(groups: Sequence[int]) -> set[int]:
    """The groups with all below them."""
    return {row.id for row in _sql.rows("below", groups=list(groups))}


def shelf_facets(contract: int, filters: Filters) -> list[Any]:
    """Products by group and by brand, each side without its own filter."""
    asked = without_stock(asked_of(contract, filters))
    return _sql.rows("shelf_facets", **asked)
