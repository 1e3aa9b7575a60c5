"""Lists of numbers and moments as arrays, at a tenth of what the driver's own conversion costs.

psycopg looks at each element with a regular expression and types a list of integers by its largest one, so that the
same statement is prepared anew for every width. Here integers are always ``bigint[]``, what can hold nothing that
needs quotes is joined as it is, and each text is quoted. Lists of anything else are the driver's to convert.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from types import NoneType
from typing import Any

from psycopg import DataError
from psycopg.abc import DumperKey
from psycopg.adapt import Dumper, PyFormat
from psycopg.types.array import ListDumper

_INT8_ARRAY, _NUMERIC_ARRAY, _TIMESTAMPTZ_ARRAY = 1016, 1231, 1185


def _joined(texts: Iterable[str]) -> bytes:
    return b"{%s}" % ",".join(texts).encode()


class _Plain(Dumper):
    """Elements whose text is their text in SQL."""

    def dump(self, obj: list[Any]) -> bytes:
        return _joined(map(str, obj)).replace(b"None", b"NULL")


class _Integers(_Plain):
    oid = _INT8_ARRAY


class _Decimals(_Plain):
    oid = _NUMERIC_ARRAY


class _Moments(Dumper):
    oid = _TIMESTAMPTZ_ARRAY

    def dump(self, obj: list[datetime | None]) -> bytes:
        texts: dict[Any, str] = {item: f'"{item}"' for item in set(obj)} | {None: "NULL"}  # many are the same
        return _joined(texts[item] for item in obj)


class _Texts(Dumper):
    """Of no type, as a single text is: the statement says what they are."""

    def dump(self, obj: list[str | None]) -> bytes:
        dumped = _joined("NULL" if text is None else f'"{_escaped(text)}"' for text in obj)
        if b"\0" in dumped:
            raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
        return dumped


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


_BY_TYPE: dict[type, type[Dumper]] = {int: _Integers, Decimal: _Decimals, datetime: _Moments, str: _Texts}


class Lists(ListDumper):
    """Chooses by what is in the list."""

    def get_key(self, obj: list[Any], format: PyFormat) -> DumperKey:  # noqa: A002 -- psycopg's name
        return _dumper_of(obj) or super().get_key(obj, format)

    def upgrade(self, obj: list[Any], format: PyFormat) -> Any:  # noqa: A002
        dumper = _dumper_of(obj)
        return dumper(list, self._tx.connection) if dumper else super().upgrade(obj, format)


def _dumper_of(obj: list[Any]) -> type[Dumper] | None:
    types = set(map(type, obj))
    types.discard(NoneType)
    if len(types) != 1:
        return None
    dumper = _BY_TYPE.get(types.pop())
    if dumper is _Moments and any(item is not None and item.tzinfo is None for item in obj):
        return None
    return dumper
