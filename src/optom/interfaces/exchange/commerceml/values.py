"""Turning the text of an export into values: 1C writes numbers and switches as the user's locale shows them."""

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d*)?|[+-]?\.\d+")


class NotANumberError(ValueError):
    """The text is neither empty nor a number."""


def number(text: str | None) -> Decimal | None:
    """The number written as `1 234,50`, `1234.50` or `1.234,50`; None for an empty text.

    Raises NotANumberError for anything else, and for more digits than a sum of money or a stock can have.
    """
    plain = _SPACES.sub("", text or "").replace("\u2212", "-")
    if not plain:
        return None
    plain = _with_point(plain)
    if not _NUMBER.fullmatch(plain):
        raise NotANumberError(text)
    return Decimal(plain)


def _with_point(plain: str) -> str:
    """The last separator is the decimal one, whatever stands before it parts the thousands."""
    if "," not in plain:
        return plain
    if "." not in plain:
        return plain.replace(",", ".") if plain.count(",") == 1 else plain.replace(",", "")
    if plain.rfind(",") > plain.rfind("."):
        return plain.replace(".", "").replace(",", ".")
    return plain.replace(",", "")


def switch(text: str | None) -> bool | None:
    """`true`/`false` as XML, `1`/`0`, or `Да`/`Нет` as older exports write it; None when nothing is said."""
    word = (text or "").strip().casefold()
    if word in {"true", "1", "да", "истина"}:
        return True
    if word in {"false", "0", "нет", "ложь"}:
        return False
    return None


def one_line(text: str | None) -> str:
    """The text without outer spaces and with every inner run of spaces or line breaks as one space."""
    return " ".join((text or "").split())
