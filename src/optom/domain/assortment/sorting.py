"""By anything that a row of the catalog says, and by several things, where few enough products are found: ADR 0021.

Three orders have an index and hold for a million products (``pages``). Every other is put together for at most ``MOST``
products, all of which are known before they are sorted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from optom.base.refusal import Refusal
from optom.base.sql import fetch
from optom.domain.catalog import queries as catalog
from optom.domain.stock import queries as stock

from . import narrowing
from .texts import ask, asking, ids, text, without_stock

MOST = 10_000
MOST_TESTED = 50_000  # products that are looked through to find those few
Telling = Callable[[Sequence[int]], Mapping[int, Any]]


class Key(StrEnum):
    """What of a row its place can go by."""

    ARTICLE = "article"
    BRAND = "brand"
    NAME = "name"
    PRICE = "price"
    STOCK = "stock"
    EXPECTED = "expected"
    UNIT = "unit"
    MULTIPLE = "multiple"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class By:
    """One of the things sorted by: of ``STOCK`` in a ``warehouse``; ``TOLD`` is what somebody above tells of products,
    one value a product. What says nothing comes last, either way.
    """

    key: Key
    is_descending: bool = False
    warehouse: int | None = None
    telling: Telling | None = None

    @property
    def direction(self) -> str:
        return "desc" if self.is_descending else "asc"


def few_enough(asked: Mapping[str, Any], found: catalog.Found | None) -> list[int]:
    """All products that answer; ``found`` leads to them, None: they are of the shelves. At most a statement a condition
    and two more.

    Refuses ``assortment.too_many_to_sort``, and ``assortment.uncounted_to_sort`` where more are found than counted.
    """
    products = _of_shelves(asked) if found is None else _of_found(asked, found)
    if len(products) > MOST:
        raise _uncounted()
    return products


def _of_found(asked: Mapping[str, Any], found: catalog.Found) -> list[int]:
    if found.is_capped:
        raise _uncounted()
    return ids(text("seen_of", narrowed=asked["narrowed"]), {**asked, "products": list(found.ranks)})


def _of_shelves(asked: Mapping[str, Any]) -> list[int]:
    total = int(ask("shelf_total", without_stock(asked))[0].products)
    if not asked["is_tested"] and total > MOST:
        raise Refusal("assortment.too_many_to_sort", found=total, most=MOST)
    if total > MOST_TESTED:
        raise _uncounted()
    if many := narrowing.many(asked):
        asked = narrowing.hashed(asked, many[0])
    return ids(asking("passing", asked), {**asked, "tested": MOST_TESTED, "cap": MOST + 1})


def _uncounted() -> Refusal:
    return Refusal("assortment.uncounted_to_sort", most=MOST)


def page(
    asked: Mapping[str, Any], products: Sequence[int], by: Sequence[By], *, start: int, count: int, at: datetime
) -> list[int]:
    """Rows ``start`` to ``start + count`` of the products; what is equal in all of ``by`` goes by name.

    One statement, and those of who tells what.
    """
    values: dict[str, Any] = {**asked, "candidates": list(products), "start": start, "count": count, "at": at}
    joins = "".join(_join(f"k{number}", one, values) for number, one in enumerate(by))
    order = ", ".join(f"k{number}.value {one.direction} nulls last" for number, one in enumerate(by))
    return [row.id for row in fetch(text("sorted", joins=joins, order=order), values, prepare=False)]


def _join(name: str, one: By, values: dict[str, Any]) -> str:
    return text(f"key_{one.key}", key=name, **dict(_parts(name, one, values)))


def _parts(name: str, one: By, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The placeholders of a key; the values go to ``values``."""
    if one.key is Key.STOCK:
        values[f"{name}_in"] = one.warehouse
        yield "free", text("of_stock", warehouse=f"%({name}_in)s").strip()
    if one.key is Key.PRICE:
        values["ones"] = [Decimal(1)] * len(values["candidates"])
    if one.key is Key.EXPECTED:
        soonest = stock.soonest(contract=values["contract"], products=values["candidates"], at=values["at"])
        values |= {f"{name}_products": list(soonest), f"{name}_days": list(soonest.values())}
        yield from (("products", f"%({name}_products)s"), ("days", f"%({name}_days)s"))
    if one.key is Key.TOLD and one.telling:
        places = _places(one.telling(values["candidates"]))
        values |= {f"{name}_of": list(places), f"{name}_place": list(places.values())}
        yield from (("of", f"%({name}_of)s"), ("place", f"%({name}_place)s"))


def _places(told: Mapping[int, Any]) -> dict[int, int]:
    """Whatever is told, as numbers in the same order: texts without case."""
    said = {product: _comparable(value) for product, value in told.items() if value is not None}
    place_of = {value: place for place, value in enumerate(sorted(set(said.values())))}
    return {product: place_of[value] for product, value in said.items()}


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
