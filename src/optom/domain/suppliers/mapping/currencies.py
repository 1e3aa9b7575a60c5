"""Currencies as lists of prices write them: code, sign or word, in a cell, in a head or above the table. Pure."""

import re
from typing import Final

import polars as pl

# A unit of account of the supplier's own ("условная единица"): only the terms of the feed know what it costs.
OWN_UNIT: Final = "у.е."
_WORDS = {
    "RUB": r"руб(?:\.|лей|ля|ли|ль|лях)?|рос\.? ?руб\.?|р\.?|rub|rur|₽",
    "USD": r"usd|us\$|\$|долл(?:\.|ар(?:ов|а|ы|ах)?)?(?: сша)?|dollars?",
    "EUR": r"eur|euros?|евро|€",
    "CNY": r"cny|rmb|юан(?:ь|ей|и|я|ях)|元|¥",
    "UAH": r"uah|грн\.?|гривен|гривн[аы]|гривнах|₴",
    "BYN": r"byn|byr|бел\.? ?руб\.?|бел\.? ?р\.?",
    "KZT": r"kzt|тенге|тг\.?|₸",
    "GBP": r"gbp|£|фунт(?:ов|ы)?",
    "TRY": r"try|₺|лир[аы]?",
    "PLN": r"pln|zł|злот(?:ых|ые)",
    "CHF": r"chf|франк(?:ов|и)?",
    "JPY": r"jpy|иен[аы]?",
    "INR": r"inr|₹",
    "AED": r"aed|дирхам(?:ов|ы)?",
    "KGS": r"kgs",
    "AMD": r"amd|драм(?:ов|ы)?",
    "UZS": r"uzs|сум(?:ов)?",
    OWN_UNIT: r"[уy]\.? ?[еe]\.?",
}
# What stands beside a number; words come before their beginnings, "руб." before "р".
TOKEN: Final = "(?:" + "|".join(sorted(_WORDS.values(), key=lambda words: words == _WORDS["RUB"])) + ")"
_WHOLE = {code: re.compile(words, re.IGNORECASE) for code, words in _WORDS.items()}
_INSIDE = {
    code: re.compile(rf"(?:^|[\s,(\[/=:;.])(?:{words})(?=$|[\s,)\]/;:.])", re.IGNORECASE)
    for code, words in _WORDS.items()
}


def currency_of(text: str) -> str | None:
    """The currency that this text is: its ISO code, `OWN_UNIT`, or the text itself where nobody knows it."""
    said = " ".join(text.split())
    return next((code for code, words in _WHOLE.items() if words.fullmatch(said)), said) if said else None


def currency_in(text: str) -> str | None:
    """The one currency that a head ("Цена, USD") or a line above a table names; None where it names none or several."""
    found = [code for code, words in _INSIDE.items() if words.search(text)]
    if "RUB" in found and "BYN" in found:
        found.remove("RUB")
    return found[0] if len(found) == 1 else None


def is_currency(text: str) -> bool:
    """Whether the text is nothing but a currency that we know."""
    return any(words.fullmatch(text.strip()) for words in _WHOLE.values())


def currencies(cells: pl.Series) -> pl.Series:
    """`currency_of` each cell; a column has few of them."""
    distinct = cells.drop_nulls().unique()
    known = {cell: currency_of(cell) for cell in distinct.to_list()}
    return cells.replace_strict(known, default=None, return_dtype=pl.String)
