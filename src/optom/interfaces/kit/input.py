"""What people and programs send: read strictly, refused with words that name the field and keep what was typed."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import orjson
from django.http import HttpRequest, QueryDict
from django.http.request import RawPostDataException

from optom.base.money import kopecks
from optom.base.refusal import Refusal, refuse_all

from . import formats

LONGEST_KEY = 60
Value = TypeVar("Value")
Chosen = TypeVar("Chosen", bound=StrEnum)
_MOST_DIGITS = 11
_MOST_DECIMALS = 20  # what Excel pastes of a third; a power of ten beyond it is nobody's quantity
_GREATEST_KEY = 2**63 - 1
_YEARS = range(1990, 2101)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)


class Malformed(Refusal):
    """A request that nobody could have made with our pages: answered 400."""


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent."""
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Malformed("input.not_json", place=error.pos) from None
    except RawPostDataException:  # a form was sent
        raise Malformed("input.not_json", place=0) from None
    if not isinstance(body, dict):
        raise Malformed("input.not_an_object")
    return body


def refuse_unprintable(form: QueryDict) -> None:
    """No text holds a NUL: no keyboard types one, and the database keeps none. Refuses ``input.unprintable``."""
    refuse_all(
        Malformed("input.unprintable", field=name)
        for name, values in form.lists()
        if any("\0" in value for value in values)
    )


def text_of(body: Mapping[str, Any], name: str) -> str:
    """A text or a number of the object, as text."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Malformed("input.missing", name=name)
    return str(value).replace("\0", "")


def key_of(request: HttpRequest) -> str:
    """The caller's key of idempotency: the header of a fetch or the hidden field of a form."""
    key = request.headers.get("Idempotency-Key") or request.POST.get("key", "")
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Malformed("input.no_key")
    return key


def new_key() -> str:
    """A key for a form that is about to be shown: pressing its button twice does its act once."""
    return secrets.token_hex(16)


def number(text: str) -> Decimal:
    """A number as people of the request's language type it: 1 240,5 or 1240.5; of an English reader 1,240 is no 1.24.

    Refuses what isn't one.
    """
    return _read(text, has_thousands=not formats.is_russian())


def number_of_program(text: str) -> Decimal:
    """The same in a file that a program has written, whoever reads it: a comma alone is the decimal mark."""
    return _read(text, has_thousands=False)


def _read(text: str, *, has_thousands: bool) -> Decimal:
    bare = text.strip().replace("\u2212", "-")
    for space in (" ", "\u00a0", "\u202f", "\u2009", "'"):
        bare = bare.replace(space, "")
    bare = bare.replace(",", "") if has_thousands and _THOUSANDS.fullmatch(bare) else _with_point(bare)
    if not _NUMBER.fullmatch(bare):  # Decimal would read 1e2, too: nobody means a hundred by that
        raise Refusal("input.not_a_number", value=text[:40])
    value = Decimal(bare)
    if value.adjusted() >= _MOST_DIGITS:
        raise Refusal("input.too_large", value=text[:40])
    return _no_finer(value, _MOST_DECIMALS, text)


def money(text: str) -> Decimal:
    """A sum of money as people type it, to the kopeck. Refuses ``input.too_fine`` besides: no half of one is booked."""
    return kopecks(_no_finer(number(text), 2, text))


def count(text: str) -> int:
    """A number of days, hours, pieces. Refuses ``input.not_whole`` besides."""
    value = number(text)
    if value != value.to_integral_value():
        raise Refusal("input.not_whole", value=text[:40])
    return int(value)


def _no_finer(value: Decimal, decimals: int, text: str) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise Refusal("input.too_fine", value=text[:40], most=decimals)
    return value


def _with_point(bare: str) -> str:
    """Of a comma and a point the later one is the decimal mark."""
    if "," in bare and "." in bare:
        group = "," if bare.rindex(",") < bare.rindex(".") else "."
        bare = bare.replace(group, "")
    return bare.replace(",", ".")


def day(text: str) -> date:
    """A date as people type it, 28.11.2026 or 2026-11-28. Refuses ``input.not_a_date``."""
    parts = text.strip().split(".")
    try:
        if len(parts) == 3:  # noqa: PLR2004 -- day, month, year
            found = date(int(parts[2]), int(parts[1]), int(parts[0]))
        else:
            found = date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise Refusal("input.not_a_date", value=text[:40]) from None
    if found.year not in _YEARS:
        raise Refusal("input.not_a_date", value=text[:40])
    return found


def hour(text: str) -> time:
    """An hour as people type it: 9, 9:30, 09.30. Refuses ``input.not_an_hour``."""
    hours, _, minutes = text.strip().replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except (ValueError, OverflowError):
        raise Refusal("input.not_an_hour", value=text[:40]) from None


def in_field(name: str, read: Callable[[str], Value], text: str) -> Value:
    """What a field of a form holds; its refusal names the field, so that the page can point at it."""
    if not text.strip():
        raise Refusal("input.required", field=name)
    try:
        return read(text)
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "field": name}) from None


class Form:
    """A form that is read whole: what can't be read is told at its end, all of it together.

    ``read`` answers the fallback in place of what it could not; ``refuse`` tells that, with what an act would say
    besides of the other fields.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self._reasons: list[Refusal] = []

    def text(self, name: str) -> str:
        """What stands in a field, an empty one too."""
        return self.given.get(name, "")

    def read(self, name: str, how: Callable[[str], Value], fallback: Value) -> Value:
        """What a field that must be filled in holds."""
        try:
            return in_field(name, how, self.text(name))
        except Refusal as refusal:
            self._reasons.append(refusal)
            return fallback

    def refuse(self, *besides: Refusal) -> None:
        """Refuse all that could not be read, and what is said besides of fields that could."""
        unread = {reason.facts.get("field") for reason in self._reasons}
        if self._reasons:
            refuse_all([*self._reasons, *(one for one in besides if one.facts.get("field") not in unread)])


def sum_or_none(name: str, text: str) -> Decimal | None:
    """What a field for a sum holds, to the kopeck; an empty one says nothing."""
    return in_field(name, money, text) if text.strip() else None


def are_keys(numbers: Iterable[object]) -> bool:
    """Whether numbers of an address may be keys of rows; the database knows none beyond a bigint."""
    return all(not isinstance(number, int) or number <= _GREATEST_KEY for number in numbers)


def one_of(kind: type[Chosen], text: str) -> Chosen:
    """One of the choices of a form. Refuses ``input.not_a_key`` as malformed: our pages offer no other."""
    if text not in list(kind):
        raise Malformed("input.not_a_key", value=text[:40])
    return kind(text)


def whole(text: str) -> int:
    """A key of a row. Refuses ``input.not_a_key`` as malformed: our pages send no other."""
    if not (text.isascii() and text.isdigit()) or len(text) > 18:  # noqa: PLR2004 -- a bigint has 19 digits
        raise Malformed("input.not_a_key", value=text[:40])
    return int(text)
