"""Attributes as filters: which products have the values asked, and which values the products of a selection have.

Several values of one attribute mean "or", several attributes mean "and". Counts are made from at most 10,000 products;
of a larger selection an even sample tells which attributes there are, without counts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from optom.base.sql import Row, fetch
from optom.domain.catalog import rules

from . import narrowing
from .pages import CAP, KEYS, Filters, Page, Slice, asked_of
from .searching import searched
from .texts import ask, asking, text, without_stock

FEW = 20_000  # products looked at one by one; of more the index of attributes is asked
SAMPLE = 2_000
COUNTED = 4_000  # of a large selection, where something is chosen
MOST_ATTRIBUTES = 12
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class ValueRow:
    """So many products of the selection have the value; None where they were not counted."""

    value: str
    products: int | None


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """An attribute and its values in the order people expect; ``others`` more values are left out, the rarest."""

    name: str
    values: list[ValueRow]
    others: int = 0


def wanted(filters: Filters) -> str:
    """The attributes asked as a condition of PostgreSQL's jsonpath; names and values are quoted as JSON."""
    return " && ".join(_one_of(name, values) for name, values in filters.attributes)


def _one_of(name: str, values: Sequence[str]) -> str:
    return "(" + " || ".join(f"$.{_quoted(name)} == {_quoted(value)}" for value in values) + ")"


def _quoted(said: str | Mapping[str, Sequence[str]]) -> str:
    return json.dumps(said, ensure_ascii=False)


def products(asked: Mapping[str, Any], filters: Filters, *, most: int = CAP) -> list[int]:
    """What the contract sees under the filters, attributes included; at most so many. The search is left out."""
    return [row.id for row in ask("with_attributes", _asked(asked, filters, most))]


def page(asked: Mapping[str, Any], filters: Filters, part: Slice) -> Page:
    """A page of these products by name or article; counted up to ``CAP``."""
    found = asking("with_attributes", asked).rstrip()
    statement = text(
        "page_with_attributes", found=found, key=KEYS.get(part.sort, KEYS["name"]), direction=part.direction
    )
    rows = fetch(statement, {**_asked(asked, filters, CAP), "start": part.start, "count": part.count})
    total = rows[0].total if rows else len(products(asked, filters))
    return Page([row.id for row in rows], total, total < CAP)


def _asked(asked: Mapping[str, Any], filters: Filters, most: int) -> dict[str, Any]:
    return {**asked, "wanted": wanted(filters), "few": FEW, "cap": most}


def among(ranks: Mapping[int, int], filters: Filters) -> dict[int, int]:
    """Those of the products that have the attributes asked."""
    if not filters.attributes:
        return dict(ranks)
    rows = fetch(text("having_attributes"), {"products": list(ranks), "wanted": wanted(filters)})
    return {row.id: ranks[row.id] for row in rows}


def attribute_facets(*, contract: int, at: datetime, filters: Filters | None = None) -> list[AttributeRow]:
    """The most telling attributes of what the contract sees under the filters; chosen ones first, and always there.

    An attribute's own choice doesn't narrow its values. A constant number of statements.
    """
    filters = filters or Filters()
    asked = asked_of(contract, filters, at)
    found = _found(asked, filters)
    if found is not None:
        return _rows(filters, _told(filters, asked, ["hits_found"], found=found, found_side="all"))
    if _visible(asked) <= CAP:
        return _rows(filters, _told(filters, asked, ["hits_shelved"], shelf_side="all"))
    return _of_many(filters, asked)


def _found(asked: Mapping[str, Any], filters: Filters) -> list[int] | None:
    if filters.search.strip():
        return list(searched(asked["contract"], filters.search).ranks)
    few = narrowing.few(asked)
    return None if few is None else few[0]


def _of_many(filters: Filters, asked: Mapping[str, Any]) -> list[AttributeRow]:
    """A sample tells the values of what is chosen; the others are counted among what has all that is chosen."""
    if not filters.attributes:
        return _rows(filters, _told(filters, asked, ["hits_shelved"], shelf_side="all"), is_counted=False)
    found = products(asked, filters, most=COUNTED)
    parts = ["hits_shelved", "hits_found"]
    told = _told(filters, asked, parts, shelf_side="own", found=found, found_side="rest")
    return _rows(filters, told, is_counted=len(found) < COUNTED, is_sampled=True)


def _visible(asked: Mapping[str, Any]) -> int:
    return int(ask("shelf_total", without_stock(asked))[0].products)


def _told(filters: Filters, asked: Mapping[str, Any], parts: Sequence[str], **given: Any) -> list[Row]:
    statement = text("attribute_facets", hits=" union all ".join(asking(part, asked) for part in parts))
    bounds = {"cap": CAP, "sample": SAMPLE, "most_names": MOST_ATTRIBUTES, "most_values": MOST_VALUES}
    chosen = _quoted(dict(filters.attributes))
    return fetch(statement, {**asked, **given, **bounds, "chosen": chosen}, prepare=False)


def _rows(
    filters: Filters, told: Sequence[Row], *, is_counted: bool = True, is_sampled: bool = False
) -> list[AttributeRow]:
    chosen = dict(filters.attributes)
    absent = dict(chosen)
    rows = []
    for name, each in groupby(told, key=lambda row: row.name):
        values = list(each)
        absent.pop(name, None)
        has_counts = is_counted and not (is_sampled and name in chosen)
        counts = {row.value: row.products if has_counts else None for row in values}
        rows.append(_row(name, counts, chosen.get(name, ()), values[0].values, is_counted=has_counts))
    is_none_known = is_counted and not is_sampled
    return [*(_row(name, {}, values, 0, is_counted=is_none_known) for name, values in absent.items()), *rows]


def _row(
    name: str, counts: Mapping[str, int | None], chosen: Iterable[str], values: int, *, is_counted: bool
) -> AttributeRow:
    """What is chosen stays in sight, also where nothing has it any more."""
    nothing = 0 if is_counted else None
    told = {**dict.fromkeys(chosen, nothing), **counts}
    shown = [ValueRow(value, told[value]) for value in sorted(told, key=place_of)]
    return AttributeRow(name, shown, max(0, values - len(counts)))


def place_of(value: str) -> tuple[bool, Decimal, str]:
    """Numbers by value and first, then texts as people sort them."""
    try:
        number = Decimal(value.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        number = Decimal("NaN")
    return (False, number, value) if number.is_finite() else (True, Decimal(0), rules.sort_key(value))
