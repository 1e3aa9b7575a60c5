"""Cells of prices: what is asked, in which currency, from how many on; and those that ask nothing yet. Pure."""

import re
from functools import partial

import polars as pl

from . import amounts
from .breaks import with_ladders
from .currencies import TOKEN, currency_of
from .writings import Told, by_writing

_TOLD = {"currency": pl.String, "is_none": pl.Boolean}
_POWER = r"^[0-9](?:\.[0-9]{1,17})?[eE][+-]?[0-9]{1,2}$"
_UNIT = r"(?: ?(?:/|за|per) ?(?:1 ?|9 ?)?[a-zа-я²³]+\.?)?"
_PRICE = re.compile(rf"(?:цена:? ?)?({TOKEN})? ?({amounts.WRITTEN})(?:[.,]?[–=-]+|[.,])? ?({TOKEN})?{_UNIT}\*?")
_KOPECKS = re.compile(r"([0-9]) ?(?:руб[а-я]*|р)\.? ?([0-9]{2}) ?коп[а-я]*\.?$")
_NOTHING = re.compile(
    r"[–—−*?./_-]+|нет(?: цен.*)?|не указан.*|#?n/?a|#н/д|звон.*|позвон.*|(?:цена )?по (?:запросу|звонку|договор.*)|"
    r"(?:цена )?(?:запрос|договор|уточн).*|под заказ.*|(?:цену )?уточн.*|call.*|ask.*|tb[ad]|(?:price )?on request|"
    r"request.*|auf anfrage|preis auf anfrage|p\.?o\.?[ar]\.?|скоро|ожида.*|нет в наличии|снят.*|x|х"
)


def prices(cells: pl.Series, *, decimal_comma: bool | None) -> pl.DataFrame:
    """What each cell of prices says: "value", a number as text; "currency"; "least" and "breaks" of a ladder in a cell.

    "is_none" is true of cells that say in words that there is no price, or that it is 0; a cell that has neither a
    value nor that is no price at all.
    """
    read = by_writing(cells, plain=amounts.PLAIN, how=partial(_asked, decimal_comma=decimal_comma), told=_TOLD)
    read = read.with_columns(cells.alias("cell")).with_columns(value=pl.coalesce("value", _powered(pl.col("cell"))))
    is_zero = amounts.is_zero(pl.col("value"))
    read = read.with_columns(
        value=pl.when(~is_zero).then("value"), is_none=pl.col("is_none").fill_null(value=False) | is_zero
    )
    return with_ladders(read, decimal_comma=decimal_comma).drop("cell")


def _powered(cell: pl.Expr) -> pl.Expr:
    """What a spreadsheet makes of very small and very great numbers, and PostgreSQL reads: 5.2E-05."""
    return pl.when(cell.str.contains(_POWER)).then(cell.str.to_uppercase())


def _asked(cell: str, *, decimal_comma: bool | None) -> Told:
    text = _KOPECKS.sub(r"\1.\2 руб", " ".join(cell.lower().split()))
    found = _PRICE.fullmatch(text)
    value = amounts.number_of(found[2], decimal_comma=decimal_comma) if found else None
    said = found and (found[1] or found[3])
    currency = currency_of(said) if said and value else None
    return {"value": value, "currency": currency, "is_none": _NOTHING.fullmatch(text) is not None}
