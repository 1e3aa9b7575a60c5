"""Numbers and dates as people of a locale read them. The browser's own formats (frontend/src/format.ts) agree."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import get_language

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
_CURRENCIES = {"RUB": "₽", "USD": "$", "EUR": "€", "CNY": "¥"}


def is_russian() -> bool:
    """Whether this request is answered in Russian."""
    return (get_language() or "ru").startswith("ru")


def language_of_papers() -> Literal["ru", "en"]:
    """The language of this request, of the two in which papers and lists of countries are."""
    return "ru" if is_russian() else "en"


def money(value: Decimal | int) -> str:
    """A sum to the kopeck: 12 400,00."""
    return _number(Decimal(value), fewest=2, most=2)


def price(value: Decimal) -> str:
    """A price: at least two digits after the point, up to four."""
    return _number(value, fewest=2, most=4)


def quantity(value: Decimal | int) -> str:
    """A quantity: no digits after the point that say nothing."""
    return _number(Decimal(value), fewest=0, most=3)


def plain(value: Decimal | int) -> str:
    """A number as one types it: no thousands marks, the locale's decimal mark."""
    text = format(Decimal(value).normalize(), "f") if value else "0"
    return text.replace(".", ",") if is_russian() else text


def with_currency(value: Decimal | int, currency: str) -> str:
    """A sum with the mark of its currency."""
    return f"{money(value)}\u00a0{currency_mark(currency)}"


def change(share: Decimal) -> str:
    """A rise or a fall in per cent: +5,7 %, −0,5 %."""
    sign = "\u2212" if share < 0 else "+"
    return f"{sign}{_number(abs(share * 100), fewest=0, most=1)}\u00a0%"


def share(part: Decimal) -> str:
    """A part in per cent: 12,5 %."""
    return f"{_number(part * 100, fewest=0, most=1)}\u00a0%"


def currency_mark(currency: str) -> str:
    """₽ for RUB; the code itself where no mark is known."""
    return _CURRENCIES.get(currency, currency)


def day(value: date) -> str:
    """A date: 28.11.2026, in English 2026-11-28."""
    return value.strftime("%d.%m.%Y" if is_russian() else "%Y-%m-%d")


def short_day(value: datetime) -> str:
    """The day of a moment without its year: 28.11, in English 11-28."""
    return timezone.localtime(value).strftime("%d.%m" if is_russian() else "%m-%d")


def moment(value: datetime) -> str:
    """A moment of the firm's time zone, to the minute."""
    local = timezone.localtime(value)
    return f"{day(local)} {local:%H:%M}"


def fact(value: Any) -> str:
    """A fact of a refusal or of the journal, by what it is."""
    if isinstance(value, Decimal):
        return money(value) if _has_kopecks(value) else quantity(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return day(value) if isinstance(value, date) else f"{value:%H:%M}"
    if isinstance(value, int) and not isinstance(value, bool):
        return quantity(value)
    if isinstance(value, list | tuple):
        return ", ".join(fact(one) for one in value)
    return str(value)


def _has_kopecks(value: Decimal) -> bool:
    """Sums come to us with two digits after the point, quantities with three or none."""
    return value.as_tuple().exponent == -2  # noqa: PLR2004 -- kopecks


def _number(value: Decimal, *, fewest: int, most: int) -> str:
    text = f"{abs(value):.{most}f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0").ljust(fewest, "0")
    group, point = (NARROW_SPACE, ",") if is_russian() else (",", ".")
    grouped = f"{int(whole):,}".replace(",", group)
    return (MINUS if value < 0 else "") + grouped + (point + rest if rest else "")
