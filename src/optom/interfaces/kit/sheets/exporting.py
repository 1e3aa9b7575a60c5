"""What is seen in a sheet as a file for Excel: numbers as numbers, and text that can't turn into a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.utils import timezone
from rustpy_xlsxwriter import FastExcel

from .declared import Column, Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 1_048_575  # rows of a sheet of Excel below its head
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TITLE = 31
_NUMBERS = {Kind.MONEY: "#,##0.00", Kind.PRICE: "#,##0.00##", Kind.QUANTITY: "#,##0.###", Kind.INTEGER: "0"}


def xlsx(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """A workbook of one sheet: the head frozen, widths as on the screen."""
    from rustpy_xlsxwriter import Format  # noqa: PLC0415 -- its types are made by the extension at import

    titles = _titles(columns)
    records = _records(titles, columns, rows)
    first = next(records, None)
    if first is None:  # the writer knows its columns from the rows: an empty sheet is a row of titles
        return _only_titles(title, titles)
    formats = {
        name: Format().set_num_format(_NUMBERS[column.kind])
        for name, column in zip(titles, columns, strict=True)
        if column.kind in _NUMBERS
    }
    widths = {name: (column.width or 100) / 7 for name, column in zip(titles, columns, strict=True)}
    buffer = io.BytesIO()
    book = FastExcel(buffer).format(bold_headers=True, datetime_format="dd.mm.yyyy hh:mm").freeze(row=1)
    book.sheet(_safe_title(title), chain([first], records), column_formats=formats, column_widths=widths).save()
    return buffer.getvalue()


def _only_titles(title: str, titles: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    record = dict.fromkeys(titles, "")
    FastExcel(buffer).format(bold_headers=True).freeze(row=1).sheet(_safe_title(title), iter([record])).save()
    return buffer.getvalue()


def csv_text(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """The same for programs: UTF-8 with a mark, semicolons, as the Russian Excel opens it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([harmless(str(column.title)) for column in columns])
    for row in rows:
        writer.writerow([_in_csv(_exported(column, row)) for column in columns])
    return buffer.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that a spreadsheet takes for a formula, kept from it by an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def _titles(columns: Sequence[Column]) -> list[str]:
    """Titles that differ, for records are keyed by them."""
    seen: dict[str, int] = {}
    titles = []
    for column in columns:
        title = str(column.title) or column.name
        seen[title] = seen.get(title, 0) + 1
        titles.append(title if seen[title] == 1 else f"{title} {seen[title]}")
    return titles


def _records(titles: Sequence[str], columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {title: _in_xlsx(_exported(column, row)) for title, column in zip(titles, columns, strict=True)}


def _exported(column: Column, row: Any) -> Any:
    value = column.of(row)
    if column.kind is Kind.CHOICE:
        return str(column.choices.get(str(value), value or ""))
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    return value


def _in_xlsx(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)  # a cell of Excel holds a double, whatever we give it
    return harmless(value) if isinstance(value, str) else value


def _in_csv(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return "" if value is None else harmless(str(value))


def _safe_title(title: str) -> str:
    return "".join(" " if mark in "[]:*?/\\" else mark for mark in title)[:_LONGEST_TITLE] or "Sheet"
