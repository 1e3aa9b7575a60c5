"""Numbers as people and programs write them, as text that PostgreSQL reads: "1 234,50" is 1234.50. Pure.

No number passes through binary fractions: digits are moved as text.
"""

import re
from typing import Final

import polars as pl

# What needs no look. A point with three digits behind it might be a thousand, and is looked at.
PLAIN: Final = r"^[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4,12}))?$"
# What a number may be written with, and the signs of an empty fraction behind it ("100,-") that are none of it.
WRITTEN: Final = r"[0-9.,](?:[0-9 .,'’=–-]*[0-9])?"
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,=–-][0-9]+)?")
_KOPECKS = re.compile(r"([0-9]+)[=–-]([0-9]{2})")  # 11=90, 11-90
_WHOLE = re.compile(r"[0-9]{1,15}")
_NO_COMMAS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]{1,12}|(?:,[0-9]{3}){2,4})")
_NO_POINTS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]{1,12}|(?:\.[0-9]{3}){2,4})")
_EITHER = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_FRACTION = re.compile(r"[0-9]{0,15}[.,][0-9]{1,20}")
_SOME = 3


def number_of(written: str, *, decimal_comma: bool | None) -> str | None:
    """The number that such a text (of `WRITTEN`) is, in digits with a point; None: it is none.

    "1.234" is a thousand where the table has a decimal comma, "1,234" where it has a decimal point; where neither is
    known, a lone sign is decimal, for programs write so.
    """
    joined = re.sub(r"[ '’]", "", written) if _GROUPS.fullmatch(written) else written
    text = _KOPECKS.sub(r"\1.\2", joined) if _KOPECKS.fullmatch(joined) else joined
    if _WHOLE.fullmatch(text):
        return text
    if _NO_COMMAS.fullmatch(text):
        return text.replace(",", "")
    if _NO_POINTS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if (either := _EITHER.fullmatch(text)) and decimal_comma is not None:
        return text.replace(either[1], "" if (either[1] == ".") == decimal_comma else ".")
    return text.replace(",", ".") if _FRACTION.fullmatch(text) else None


def is_zero(amount: pl.Expr) -> pl.Expr:
    """Whether the text of a number says nothing: 0, 0.00."""
    return amount.str.contains(r"^[0.]+$").fill_null(value=False)


def decimal_comma_of(cells: pl.Series) -> bool | None:
    """Which decimal sign the cells of numbers of a table are written with; None where each tells it by itself.

    "12,50" and "1.234,00" show a comma. Where a sign has nothing but three digits behind it in every cell, and there
    are a few of them, it parts thousands.
    """
    text = cells.drop_nulls().str.replace_all(r"[^0-9.,]", "").str.strip_chars(".,")
    shows_comma = _counted(text, r"^[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})$|^0,[0-9]+$|\..*,[0-9]+$")
    shows_point = _counted(text, r"^[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})$|^0\.[0-9]+$|,.*\.[0-9]+$")
    if shows_comma and shows_point:
        return None
    if shows_comma or shows_point:
        return bool(shows_comma)
    return _by_thousands(text)


def _by_thousands(text: pl.Series) -> bool | None:
    commas, points = _counted(text, r"^[1-9][0-9]{0,2},[0-9]{3}"), _counted(text, r"^[1-9][0-9]{0,2}\.[0-9]{3}")
    longer = _counted(text, r"^[0-9]{4,}[.,]")
    is_told = max(commas, points) >= _SOME and not (commas and points) and not longer
    return bool(points) if is_told else None


def _counted(text: pl.Series, regex: str) -> int:
    return int(text.str.contains(regex).sum())
