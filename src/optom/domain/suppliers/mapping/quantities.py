"""Cells of stock, packs and lead times: as numbers where they say one, and how they say it. Pure."""

import re
from collections.abc import Mapping
from functools import partial

import polars as pl

from . import amounts
from .writings import by_cell

PLAIN = r"^[0-9]{1,9}(?:\.[0-9]{1,2})?$"
_NUMBER = r"([0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
_BEFORE = r"(?:(?:в )?(?:наличии?|есть|остат(?:ок|ки)|доступно|свободно|имеется|in stock|available)[:,]? ?)?"
_MORE = r"(?:>=?|≥|более|больше|свыше|от|over|more than|from|>|mehr als|über)"
_UNIT = r"(?: ?\(?[а-яa-z²³]+\.?\)?)?"
_AT_LEAST = re.compile(rf"{_BEFORE}{_MORE}? ?{_NUMBER}(?: ?[–—-] ?{_NUMBER})? ?(?:\+|и более|or more)?{_UNIT}")
_LESS = re.compile(rf"{_BEFORE}(?:<=?|≤|менее|меньше|до|less than|under|weniger als) ?{_NUMBER}{_UNIT}")
_NONE = re.compile(
    r"[–—−-]+|-[0-9].*|нет\b.*|отсутств.*|под заказ.*|заказ(?:ной|ная)?|ожида.*|в пути.*|транзит.*|резерв.*|"
    r"снят.*|архив.*|распродан.*|не (?:поставл|производ|в наличии).*|no\b.*|none|"
    r"not? available.*|out of stock.*|sold out|false|n/a|"
    r"on order|to order|backorder.*|discontinued.*|unavailable|nicht.*|ausverkauft|немає.*|відсутн.*|x|х"
)
_SOME = re.compile(
    r"\++|\*+|есть\b.*|в наличии\b.*|имеется\b.*|да|yes|true|y|in stock.*|available|много|достаточно|мало|мало\b.*|"
    r"средне|на складе.*|ok|ок|✓|✔|√|v|many|few|low stock|plenty|auf lager|lieferbar|verfügbar|ja|є|так"
)
_PACK = re.compile(_NUMBER)
_MANY_IN = re.compile(
    r"(?:(?:уп|упак|упаковка|пач|пачка|кор|коробка|ящ|набор|pack|pk|box|set)\.? ?[(/]? ?)?"
    r"(?P<many>[1-9][0-9]{0,4}) ?(?:шт|штук|pcs?|pieces?|stk?)\.?\)?|(?P<thousand>тыс\.? ?(?:шт|штук)\.?|1000 ?pcs)"
)
_RANGE = re.compile(r"(?<![0-9])([0-9]{1,4}) ?(?:[–—-]|до|to|bis) ?([0-9]{1,4})(?![0-9])")
_COUNT = re.compile(r"[0-9]+")
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}")
_AT_ONCE = re.compile(
    r"(?:на |со |есть на )?склад[а-я]*\b.*|в наличии.*|есть|сегодня.*|сразу|in stock.*|stock|now|today|immediately|"
    r"sofort.*"
)
_LATER = re.compile(r"завтра.*|tomorrow|next day|morgen")
_PERIODS = {"нед": 7, "wee": 7, "woc": 7, "wk": 7, "мес": 30, "mon": 30}
_HOURS = re.compile(r"час|\bч\b|hour|\bh\b|stunde")
_MOST_DAYS, _MOST_DIGITS = 1000, 9


def stocks(cells: pl.Series, *, words: Mapping[str, str], decimal_comma: bool | None) -> pl.DataFrame:
    """How many there are at least, as "stock", and the cell where it is no mere number, as "stock_said".

    ``words`` (of the mapping) go before what we know ourselves: {"много": "50"}.
    """
    own = {_tidy(word): number for word, number in words.items()}
    odd = _odd(cells)
    read = by_cell(odd, partial(_stock, own=own, decimal_comma=decimal_comma))
    return pl.select(stock=pl.when(odd.is_null()).then(cells).otherwise(read), stock_said=odd)


def multiples(cells: pl.Series, *, decimal_comma: bool | None) -> pl.Series:
    """How many go together: "уп. 10 шт" is 10, "10/100" too, a pack in a box."""
    odd = _odd(cells)
    read = by_cell(odd, partial(_pack, decimal_comma=decimal_comma))
    found = pl.when(odd.is_null()).then(cells).otherwise(read)
    return pl.select(pl.when(~amounts.is_zero(found)).then(found)).to_series()


def packed(cells: pl.Series, units: pl.Series, *, decimal_comma: bool | None) -> pl.Series:
    """How many of our units one of the supplier's holds, as a column says or his unit itself: "100 шт", "тыс. шт"."""
    told = multiples(cells, decimal_comma=decimal_comma)
    return pl.select(pl.coalesce(pl.lit(told), pl.lit(by_cell(units, _packed_in)))).to_series()


def lead_days(cells: pl.Series) -> pl.Series:
    """After how many days it comes at the latest: "2-3 дня" is 3, "2 недели" 14, "на складе" 0. Dates say none."""
    return by_cell(cells, _days)


def stock_of(text: str, *, decimal_comma: bool | None = None) -> str | None:
    """How many a cell says there are at least; None where it says nothing of the kind."""
    return _stock(text, own={}, decimal_comma=decimal_comma)


def _odd(cells: pl.Series) -> pl.Series:
    return pl.select(pl.when(~cells.str.contains(PLAIN)).then(cells)).to_series()


def _stock(cell: str, *, own: Mapping[str, str], decimal_comma: bool | None) -> str | None:
    text = _tidy(cell)
    if text in own:
        return own[text]
    if found := _AT_LEAST.fullmatch(text):
        return _number(found[1], decimal_comma=decimal_comma)
    if found := _LESS.fullmatch(text):
        # A few are there: a list says "0" or "нет" of what is not.
        return "0" if not found[1].strip("0.,") else "1"
    if _NONE.fullmatch(text):
        return "0"
    return "1" if _SOME.fullmatch(text) else None


def _pack(cell: str, *, decimal_comma: bool | None) -> str | None:
    found = _PACK.search(_tidy(cell))
    return _number(found[1], decimal_comma=decimal_comma) if found else None


def _number(written: str, *, decimal_comma: bool | None) -> str | None:
    """Such a number, if any goods are counted by so many."""
    number = amounts.number_of(written, decimal_comma=decimal_comma)
    return number if number and len(number.partition(".")[0]) <= _MOST_DIGITS else None


def _days(cell: str) -> str | None:
    text = _tidy(cell)
    if _DATE.search(text):
        return None
    found = _RANGE.search(text)
    number = found[2] if found else next(iter(_COUNT.findall(text)), None)
    if number is not None:
        return _in_days(int(number), text) if len(number) <= _MOST_DIGITS else None
    return "0" if _AT_ONCE.fullmatch(text) else "1" if _LATER.fullmatch(text) else None


def _in_days(number: int, text: str) -> str | None:
    days = -(-number // 24) if _HOURS.search(text) else number * _period(text)
    return str(days) if days <= _MOST_DAYS else None


def _period(text: str) -> int:
    return next((days for begin, days in _PERIODS.items() if begin in text), 1)


def _packed_in(unit: str) -> str | None:
    found = _MANY_IN.fullmatch(_tidy(unit))
    return (found["many"] or "1000") if found else None


def _tidy(cell: str) -> str:
    return " ".join(cell.lower().split())
