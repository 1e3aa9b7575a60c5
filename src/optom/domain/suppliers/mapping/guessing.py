"""How a file that nobody has explained yet is to be understood, and how sure that is. Pure.

Heads tell first; what stands under them confirms it or not; where they tell nothing, the cells themselves do, and the
catalog, asked once for all tables.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.reading.table import Table

from .amounts import decimal_comma_of
from .categories import lone_texts
from .columns import Candidate, columns_of
from .content import Looks, looks
from .heads import said_by
from .layout import Layout, layout_of, place_of_goods
from .value import CARRIED, Column, Mapping, Part, TableMapping

_IDENTITIES = {Field.NUMBER, Field.ARTICLE, Field.BARCODE, Field.NAME}
_FIGURES = {Field.PRICE, Field.RECOMMENDED, Field.STOCK}
_NUMBERS = (Field.PRICE, Field.RECOMMENDED, Field.STOCK)
_SOME = 3
Row = Sequence[str | None]


class Known(Protocol):
    """What the catalog knows: which of these articles and of these brands, all as `normalise_code` makes them."""

    def articles(self, norms: Collection[str]) -> Collection[str]: ...

    def brands(self, norms: Collection[str]) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class _Seen:
    """A table as its first rows show it; ``looks`` of each column under the heads."""

    table: Table
    sample: pl.DataFrame
    layout: Layout
    looks: tuple[Looks, ...]


def guess(tables: Iterable[Table], known: Known) -> Mapping:
    """A mapping of all tables of a file. What is unsure has little confidence; covers and hidden sheets are skipped."""
    seen = [_seen(table) for table in tables]
    norms = {norm for one in seen for column in one.looks for norm in column.norms}
    articles, brands = frozenset(known.articles(norms)), frozenset(known.brands(norms))
    return Mapping(tuple(_table(one, articles, brands) for one in seen))


def _seen(table: Table) -> _Seen:
    sample = table.sample()
    rows = sample.rows()
    layout = layout_of(rows, sample.width, named=table.heads)
    goods = _filled(rows[layout.first_row - 1 :])
    columns = zip(*goods, strict=True) if goods else ((),) * sample.width
    return _Seen(table, sample, layout, tuple(looks(column) for column in columns))


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Rows in which more stands than a lone text."""
    return [row for row in rows if sum(cell is not None for cell in row) > 1 or len(row) == 1]


def _goods(seen: _Seen) -> list[Row]:
    return _filled(seen.sample.rows()[seen.layout.first_row - 1 :])


def _table(seen: _Seen, articles: Collection[str], brands: Collection[str]) -> TableMapping:
    parts = tuple(_part(seen, span, articles, brands) for span in seen.layout.spans)
    fields = {column.field for part in parts for column in part.columns}
    first_row = seen.layout.first_row
    if not seen.layout.has_heads and Field.PRICE in fields:
        first_row = place_of_goods(seen.sample.rows())
    return TableMapping(
        name=seen.table.name,
        parts=parts,
        heads=seen.layout.heads,
        first_row=first_row,
        decimal_comma=_decimal_comma(seen, parts),
        currency=seen.layout.currency,
        categories=_categories(seen, parts, first_row),
        skipped=seen.table.is_hidden or not (fields & _IDENTITIES and fields & _FIGURES),
    )


def _part(seen: _Seen, span: range, articles: Collection[str], brands: Collection[str]) -> Part:
    heads, letters = seen.layout.heads, seen.sample.columns
    candidates = [
        Candidate(place, heads[place], said_by(heads[place]) if heads[place] else None, seen.looks[place])
        for place in span
    ]
    found = columns_of(candidates, articles=articles, brands=brands, is_named=bool(seen.table.heads))
    priced = [one.place for one in found if one.field is Field.PRICE]
    goods = [row for row in _goods(seen) if any(row[place] for place in priced)]
    columns = (
        Column(one.field, letters[one.place], heads[one.place], one.confidence, one.from_quantity,
               carried=one.field in CARRIED and _is_carried(goods, one.place))
        for one in found
    )  # fmt: skip
    return Part(tuple(columns))


def _is_carried(goods: Sequence[Row], place: int) -> bool:
    """Whether a column names something in the first of some goods for all that follow: in few rows, always anew."""
    held = [row[place] for row in goods if row[place]]
    is_first = bool(goods) and bool(goods[0][place])
    return is_first and len(held) * _SOME <= len(goods) and len(set(held)) == len(held) > 1


def _decimal_comma(seen: _Seen, parts: Sequence[Part]) -> bool | None:
    letters = [column.letter for part in parts for column in part.columns if column.field in _NUMBERS[:2]]
    cells = [cell for letter in letters for cell in seen.looks[seen.sample.columns.index(letter)].cells]
    return decimal_comma_of(pl.Series(cells, dtype=pl.String))


def _categories(seen: _Seen, parts: Sequence[Part], first_row: int) -> tuple[str, ...]:
    """The columns in which categories stand."""
    figures = [column.letter for part in parts for column in part.columns if column.field in _FIGURES]
    under = seen.sample.slice(first_row - 1)
    if not figures or under.is_empty():
        return ()
    rows = under.with_row_index("row").select(
        "row",
        is_held=pl.any_horizontal(pl.col(under.columns).is_not_null()),
        is_good=pl.any_horizontal(pl.col(figures).is_not_null()),
    )
    goods = int(rows["is_good"].sum())
    if not goods:
        return ()
    follows = rows.filter("is_held").select("row", after=pl.col("is_good").shift(fill_value=False))
    last = rows.filter("is_good")["row"].max()
    lone = lone_texts(under, figures).filter(pl.col("row") < last).join(follows, on="row")
    letters = {letter for (letter,), some in lone.group_by("letter") if not _goes_on(some, goods)}
    return tuple(letter for letter in seen.sample.columns if letter in letters)


def _goes_on(lone: pl.DataFrame, goods: int) -> bool:
    """Whether texts that stand alone in a column go on with names: one after nearly each of the goods."""
    return len(lone) * 2 > goods and len(lone) >= _SOME and bool(lone["after"].all())
