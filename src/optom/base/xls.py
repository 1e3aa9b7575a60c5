"""Cells of old workbooks (XLS) as people see them.

They are read by xlrd: other readers take numbers formatted with zeros for dates.
"""

import re
from datetime import time
from decimal import Context
from typing import Final

import xlrd

_ZEROS: Final = re.compile(r"(0{2,})(?:;.*)?")
_SHOWN: Final = Context(prec=15)  # as many digits as Excel shows; behind them are artefacts of binary fractions


def shown(written: str) -> str:
    """A number as people see it: 11.299999999999999 is 11.3, 4.60712E+12 has all its digits, 10.0 is 10."""
    text = format(_SHOWN.create_decimal(written), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def zeros_of(pattern: str) -> int:
    """How many digits a number format shows that fills up with zeros ("00000"); 0 for any other."""
    match = _ZEROS.fullmatch(pattern)
    return len(match[1]) if match else 0


def text_of(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    """Numbers with the zeros of their format, dates and truths as ISO and XML write them, errors blank."""
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _number(book, cell)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(book, cell)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""


def _number(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    text = shown(repr(cell.value))
    pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str if book.formatting_info else ""
    return text.zfill(zeros_of(pattern)) if text.isdigit() else text


def _moment(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    """What is no moment of the calendar stays the number that it is."""
    try:
        moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return shown(repr(cell.value))
    return str(moment.date() if moment.time() == time() else moment)
