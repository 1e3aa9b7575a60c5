"""The cells of one part of a table as values: the columns of `fields.ROW` that are read from the row itself. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from optom.domain.suppliers.fields import Field

from . import codes
from .currencies import currencies, currency_in
from .prices import prices
from .quantities import lead_days, multiples, packed, stocks
from .value import Column, Part, TableMapping

_SPACES = r"[\s\u200b\ufeff]+"
_UNEVEN = "  |[\x00-\x1f\u00a0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
_POSSIBLE = r"^[0-9]{1,11}(?:\.[0-9]+)?$"
Said = Mapping[Field, pl.Series]
_LONGEST_SAID = 40
_CODES = (Field.NUMBER, Field.ARTICLE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a part are read; ``halved`` are columns of numbers that a spreadsheet took for measures.

    ``last`` holds what stands in columns that are carried down, from one block to the next.
    """

    table: TableMapping
    part: Part
    words: Mapping[str, str]
    halved: frozenset[str]
    last: dict[str, str | None] = field(default_factory=dict)

    def columns(self, field: Field) -> list[Column]:
        return [one for one in self.part.columns if one.field is field and not one.from_quantity]

    @property
    def breaks(self) -> list[Column]:
        """The columns of breaks, of the least quantity first."""
        found = [one for one in self.part.columns if one.field is Field.PRICE and one.from_quantity]
        return sorted(found, key=lambda one: Decimal(one.from_quantity))


def reading_of(table: TableMapping, part: Part, words: Mapping[str, str], sample: pl.DataFrame) -> Reading:
    """The way to read a part, of which ``sample`` shows the first rows."""
    letters = [one.letter for one in part.columns if one.field in _CODES and one.letter in sample.columns]
    under = sample.slice(table.first_row - 1)
    return Reading(table, part, words, frozenset(letter for letter in letters if codes.has_halves(under[letter])))


def carried(block: pl.DataFrame, reading: Reading, is_other: pl.Series) -> pl.DataFrame:
    """The block with what a group's first row names in the rows under it; rows that are no goods name nothing."""
    letters = [one.letter for one in reading.part.columns if one.carried]
    if not letters:
        return block
    filled = {one: pl.select(pl.when(~is_other).then(block[one]).forward_fill()).to_series() for one in letters}
    whole = {
        one: cells.fill_null(reading.last.get(one)) if one in reading.last else cells for one, cells in filled.items()
    }
    reading.last.update({one: cells[-1] for one, cells in whole.items() if len(cells) and cells[-1] is not None})
    return block.with_columns(pl.when(~pl.lit(is_other)).then(pl.lit(cells)).otherwise(pl.col(one)).alias(one)
                              for one, cells in whole.items())  # fmt: skip


def values(block: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The values of each row of a block, and "is_odd": its price cell is no price at all."""
    told = {
        column.field: _cells(block, reading, column)
        for column in reversed(reading.part.columns)
        if not column.from_quantity
    }
    blank = pl.repeat(None, len(block), dtype=pl.String, eager=True)
    said = {field: told.get(field, blank) for field in Field}
    return pl.DataFrame([*_names(said, block, reading), *_figures(said, block, reading), *_asked(said, block, reading)])


def _cells(block: pl.DataFrame, reading: Reading, column: Column) -> pl.Series:
    cells = even(block[column.letter])
    return codes.without_halves(cells) if column.letter in reading.halved else cells


def even(cells: pl.Series) -> pl.Series:
    """With one blank wherever there is room, none around; nothing but room is None."""
    tidy = cells.str.replace_all(_SPACES, " ") if cells.str.contains(_UNEVEN).any() else cells
    return tidy.str.strip_chars().replace("", None)


def _names(said: Said, block: pl.DataFrame, reading: Reading) -> Sequence[pl.Series]:
    norm, brand_norm = codes.normalised(said[Field.ARTICLE]), codes.normalised(said[Field.BRAND])
    barcode = codes.barcodes(said[Field.BARCODE])
    known = barcode if barcode.null_count() == 0 else codes.digits_of(said[Field.BARCODE])
    whole = pl.concat_str(pl.lit(brand_norm), pl.lit(norm), separator=" ", ignore_nulls=True)
    by_article = pl.when(pl.lit(norm).is_not_null()).then(whole)
    number = pl.select(pl.coalesce(pl.lit(said[Field.NUMBER]), by_article, pl.lit(known))).to_series()
    named = {
        "number": number, "article": said[Field.ARTICLE], "norm": norm, "brand": said[Field.BRAND],
        "brand_norm": brand_norm, "name": said[Field.NAME], "barcode": barcode, "unit": said[Field.UNIT],
        "category": _category(block, reading),
    }  # fmt: skip
    return [cells.alias(name) for name, cells in named.items()]


def _category(block: pl.DataFrame, reading: Reading) -> pl.Series:
    columns = [even(block[column.letter]) for column in reading.columns(Field.CATEGORY)]
    if not columns:
        return pl.repeat(None, len(block), dtype=pl.String, eager=True)
    return pl.select(
        pl.concat_str(*map(pl.lit, columns), separator="/", ignore_nulls=True).replace("", None)
    ).to_series()


def _stocked(said: Said, block: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Stock, of several warehouses summed up; where one says no mere number, "stock_said" is what all of them say."""
    columns = reading.columns(Field.STOCK)
    comma = reading.table.decimal_comma
    if len(columns) <= 1:
        return stocks(said[Field.STOCK], words=reading.words, decimal_comma=comma)
    cells = [even(block[one.letter]) for one in columns]
    each = [stocks(one, words=reading.words, decimal_comma=comma) for one in cells]
    amounts = [pl.lit(one["stock"]).cast(pl.Decimal(None, 3), strict=False) for one in each]
    is_odd = pl.any_horizontal(pl.lit(one["stock_said"]).is_not_null() for one in each)
    said_all = pl.concat_str(map(pl.lit, cells), separator=" + ", ignore_nulls=True).str.slice(0, _LONGEST_SAID)
    return pl.select(
        stock=pl.when(pl.any_horizontal(one.is_not_null() for one in amounts))
        .then(pl.sum_horizontal(amounts))
        .cast(pl.String)
        .str.strip_chars_end("0")
        .str.strip_chars_end("."),
        stock_said=pl.when(is_odd).then(said_all),
    )


def _figures(said: Said, block: pl.DataFrame, reading: Reading) -> Sequence[pl.Series]:
    comma = reading.table.decimal_comma
    stocked = _stocked(said, block, reading)
    figures = {
        "recommended": _within(prices(said[Field.RECOMMENDED], decimal_comma=comma)["value"]),
        "stock": stocked["stock"],
        "stock_said": stocked["stock_said"],
        "packed": packed(said[Field.PACKED], said[Field.UNIT], decimal_comma=comma),
        "multiple": multiples(said[Field.MULTIPLE], decimal_comma=comma),
        "lead_days": lead_days(said[Field.LEAD_DAYS]),
    }
    return [cells.alias(name) for name, cells in figures.items()]


def _within(amounts: pl.Series) -> pl.Series:
    """Those that a column of the database can hold; a price that is none of them is refused there."""
    return pl.select(pl.when(amounts.str.contains(_POSSIBLE)).then(amounts)).to_series()


def _asked(said: Said, block: pl.DataFrame, reading: Reading) -> Sequence[pl.Series]:
    """The price with its currency, its breaks and from how many on it is asked at all."""
    comma = reading.table.decimal_comma
    rungs = {one.from_quantity: prices(even(block[one.letter]), decimal_comma=comma)["value"] for one in reading.breaks}
    frame = prices(said[Field.PRICE], decimal_comma=comma).with_columns(
        told=currencies(said[Field.CURRENCY]),
        minimum=multiples(said[Field.MINIMUM], decimal_comma=comma),
        said=said[Field.PRICE],
        **{f"from_{quantity}": asked for quantity, asked in rungs.items()},
    )
    standing = pl.lit(_standing_currency(reading), dtype=pl.String)
    return (
        _with_rungs(frame, list(rungs))
        .select(
            price="value",
            currency=pl.coalesce("told", "currency", standing),
            minimum=pl.coalesce("minimum", "least"),
            breaks="breaks",
            is_odd=pl.col("said").is_not_null() & ~pl.col("is_none") & pl.col("value").is_null(),
        )
        .get_columns()
    )


def _with_rungs(frame: pl.DataFrame, quantities: Sequence[str]) -> pl.DataFrame:
    """Breaks in columns of their own go after those of the cell. Without another price the first of them is it."""
    if not quantities:
        return frame
    names = [f"from_{quantity}" for quantity in quantities]
    least = pl.coalesce(pl.when(pl.col(name).is_not_null()).then(pl.lit(quantity))
                        for name, quantity in zip(names, quantities, strict=True))  # fmt: skip
    lacks = pl.col("value").is_null()
    first = pl.coalesce(names)
    written = [
        pl.when(~lacks | (least != quantity)).then(pl.format("{}:{}", pl.lit(quantity), pl.col(name)))
        for name, quantity in zip(names, quantities, strict=True)
    ]
    breaks = pl.concat_str("breaks", *written, separator=" ", ignore_nulls=True).replace("", None)
    return frame.with_columns(
        value=pl.coalesce("value", first),
        least=pl.when(lacks & (least != "1")).then(least).otherwise("least"),
        breaks=breaks,
    )


def _standing_currency(reading: Reading) -> str | None:
    """What the head of the price names, else what stands above the table."""
    columns = reading.columns(Field.PRICE) or reading.breaks
    return (currency_in(columns[0].head) if columns else None) or reading.table.currency or None
