"""What is seen in a sheet as a file: numbers as numbers, and text that can't turn into a formula.

A file is written while its rows are read, and sent while it is written. To a script that asks for ``FRAMES`` each piece
comes with the number of rows that are in the file by then, so that the page can tell how far it is; and with an end,
without which the file is broken.
"""

import csv
import io
import struct
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import Any

from django.utils import timezone

from . import cells, workbook
from .cells import harmless
from .declared import Column, Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FRAMES = "application/vnd.optom.frames"
MOST_EXPORTED = 1_048_575  # rows of a sheet of Excel below its head
_ROWS_AT_ONCE = 500
_STYLES: Mapping[Kind, int] = {
    Kind.MONEY: cells.MONEY,
    Kind.PRICE: cells.PRICE,
    Kind.RATE: cells.RATE,
    Kind.PERCENT: cells.MONEY,
    Kind.QUANTITY: cells.QUANTITY,
    Kind.INTEGER: cells.INTEGER,
    Kind.DATE: cells.DATE,
    Kind.MOMENT: cells.MOMENT,
}
_DIGITS: Mapping[Kind, tuple[int, int]] = {
    Kind.MONEY: (2, 2),
    Kind.PRICE: (2, 4),
    Kind.RATE: (4, 6),
    Kind.PERCENT: (2, 2),
    Kind.QUANTITY: (0, 3),
    Kind.INTEGER: (0, 0),
}  # fewest and most after the mark, as in frontend/src/format.ts
_ALL_DIGITS = (0, 20)
Pieces = Iterator[tuple[int, bytes]]


def xlsx(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> Pieces:
    """A workbook of one sheet: the head frozen, widths as on the screen."""
    return workbook.written(title, [_field(column) for column in columns], rows)


def _field(column: Column) -> workbook.Field:
    title, width = str(column.title) or column.name, (column.width or 100) / 7
    return workbook.Field(title, _STYLES.get(column.kind, cells.TEXT), width, _value_of(column))


def csv_text(columns: Sequence[Column], rows: Iterable[Any]) -> Pieces:
    """The same for programs: UTF-8 with a mark, semicolons, as the Russian Excel opens it."""
    yield 0, _lines([[harmless(str(column.title)) for column in columns]]).encode("utf-8-sig")
    values = [(_value_of(column), _DIGITS.get(column.kind, _ALL_DIGITS)) for column in columns]
    count, left = 0, iter(rows)
    while block := list(islice(left, _ROWS_AT_ONCE)):
        count += len(block)
        yield count, _lines([[_in_csv(value(row), digits) for value, digits in values] for row in block]).encode()


def framed(pieces: Pieces) -> Generator[bytes, None, None]:
    """Each piece behind the number of rows and its own length; at the end the number of all rows and no piece."""
    count = 0
    for count, piece in pieces:
        if piece:
            yield struct.pack(">II", count, len(piece)) + piece
    yield struct.pack(">II", count, 0)


def _value_of(column: Column) -> Callable[[Any], Any]:
    """The value of a row as a file shows it."""
    of: Callable[[Any], Any] = column.value or attrgetter(column.name)  # not column.of: a million cells go through it
    if column.kind is Kind.CHOICE:
        names = {value: str(name) for value, name in column.choices.items()}
        return lambda row: names.get(str(value := of(row)), str(value or ""))
    if column.kind is Kind.MOMENT:
        return lambda row: _as_the_clock_shows(of(row))
    return of


def _as_the_clock_shows(value: datetime | None) -> datetime | None:
    return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue()


def _in_csv(value: Any, digits: tuple[int, int]) -> str:
    if isinstance(value, Decimal):
        return _written(value, *digits)
    return "" if value is None else harmless(str(value))


def _written(value: Decimal, fewest: int, most: int) -> str:
    """As the screen has it, without marks between thousands: 1240,50; a quantity of 100.0000 is 100."""
    whole, _, rest = f"{value:.{most}f}".partition(".")
    rest = rest.rstrip("0").ljust(fewest, "0")
    return f"{whole},{rest}" if rest else whole
