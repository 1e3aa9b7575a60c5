"""Numbers as papers print them: "1 220,55" in Russian, "1,220.55" in English. No-break spaces keep a number whole."""

from decimal import Decimal

from optom.base.money import kopecks

_TO_RUSSIAN = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
_FROM_RUSSIAN = str.maketrans({"\N{NO-BREAK SPACE}": "", ",": "."})
_KOPECK_PLACES = 2


def printed_sum(value: Decimal, language: str = "ru") -> str:
    """Money to the kopeck."""
    return _in(language, f"{kopecks(value):,.2f}")


def printed_price(value: Decimal, language: str = "ru") -> str:
    """A price with its kopecks, and with the parts of a kopeck where it has such: "12,50", "0,0375"."""
    whole, _, part = f"{value:,f}".partition(".")
    return _in(language, f"{whole}.{part.rstrip('0').ljust(_KOPECK_PLACES, '0')}")


def printed_quantity(value: Decimal, language: str = "ru") -> str:
    """A quantity without the zeros that a numeric(14,3) column brings: "1 200", "0,5"."""
    whole, _, part = f"{value:,f}".partition(".")
    rest = part.rstrip("0")
    return _in(language, f"{whole}.{rest}" if rest else whole)


def exact(printed: str) -> str:
    """A number as Russian papers print it, back in the form that programs read: "1 220,55" -> "1220.55"."""
    return printed.translate(_FROM_RUSSIAN)


def _in(language: str, text: str) -> str:
    return text.translate(_TO_RUSSIAN) if language == "ru" else text
