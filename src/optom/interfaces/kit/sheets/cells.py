"""Cells of a workbook, made for a block of rows a column at a time.

A million rows have fourteen million cells, so whatever can be asked of a block is not asked of each cell: values of one
kind go through one comprehension, and one look at texts tells that none needs mending. What says nothing has no cell.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

FORMATS = ("General", "#,##0.00", "#,##0.00##", "#,##0.###", "0", "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "#,##0", "0.0000##")
TEXT, MONEY, PRICE, QUANTITY, INTEGER, DATE, MOMENT, WHOLE, RATE = range(len(FORMATS))
HEAD = len(FORMATS)
TOTAL = HEAD + 1
TYPED = HEAD + 2  # a quantity that may be typed where all else is locked
_LONGEST_TEXT = 32_767  # signs of a cell
_EPOCH = date(1899, 12, 30)
_DAY = 86_400
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no cell holds as it is
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FENCE = "|"  # between texts that are looked at together
_NOT_PLAIN = ("&", "<", ">", f"{_FENCE} ", f" {_FENCE}", *(_FENCE + mark for mark in _FORMULA_MARKS))
_NOTHING = type(None)
Cells = Callable[[Sequence[Any], Sequence[str]], Sequence[str]]


def cells(style: int, letters: str) -> Cells:
    """Writes values of the column ``letters`` into the rows of these numbers."""
    texts, decimals, any_kind = _texts(letters), _decimals(style, letters), _of_any_kind(style, letters)

    def write(values: Sequence[Any], rows: Sequence[str]) -> Sequence[str]:
        kinds = {*map(type, values)} - {_NOTHING}
        made = texts if kinds == {str} else decimals if kinds == {Decimal} and style != TYPED else any_kind
        return made(values, rows)

    return write


def calculated(style: int, letters: str, formula: str) -> Cells:
    """Writes a formula that names the row of a cell as ``{row}``; the values are what it comes to."""
    parts, cell = escaped_formula(formula).split("{row}"), f'<c s="{style}" r="{letters}'

    def write(values: Sequence[Any], rows: Sequence[str]) -> Sequence[str]:
        made = zip(map(str, values), rows, strict=True)
        return [f'{cell}{row}"><f>{row.join(parts)}</f><v>{value}</v></c>' for value, row in made]

    return write


def _texts(letters: str) -> Cells:
    cell = f'<c t="inlineStr" r="{letters}'

    def write(values: Sequence[str | None], rows: Sequence[str]) -> Sequence[str]:
        texts = [value or "" for value in values]
        if _are_plain(texts):
            made = zip(texts, rows, strict=True)
            return [f'{cell}{row}"><is><t>{text}</t></is></c>' if text else "" for text, row in made]
        made = zip(map(escaped, texts), rows, strict=True)
        return [f'{cell}{row}"><is><t xml:space="preserve">{text}</t></is></c>' if text else "" for text, row in made]

    return write


def _are_plain(texts: Sequence[str]) -> bool:
    """For sure none has to be mended, nor its spaces kept. More is not printable than what no cell can hold."""
    together = f"{_FENCE}{_FENCE.join(texts)}{_FENCE}"
    return (
        together.isprintable()
        and not any(mark in together for mark in _NOT_PLAIN)
        and max(map(len, texts), default=0) <= _LONGEST_TEXT
    )


def _decimals(style: int, letters: str) -> Cells:
    cell = f'<c s="{style}" r="{letters}'
    whole = f'<c s="{WHOLE}" r="{letters}' if style == QUANTITY else ""  # its own format would end in a comma

    def write(values: Sequence[Decimal | None], rows: Sequence[str]) -> Sequence[str]:
        made = zip(["" if value is None else str(value) for value in values], rows, strict=True)
        if whole:
            return [
                f'{whole if _is_whole(text) else cell}{row}"><v>{text}</v></c>' if text else "" for text, row in made
            ]
        return [f'{cell}{row}"><v>{text}</v></c>' if text else "" for text, row in made]

    return write


def _is_whole(number: str) -> bool:
    return not number.partition(".")[2].strip("0")


def _of_any_kind(style: int, letters: str) -> Cells:
    number = f'<c s="{style}" r="{letters}'
    empty = f'{number}{{}}"/>' if style == TYPED else ""  # that it is not locked stands in the cell

    def cell(value: Any, row: str) -> str:
        if value is None:
            return empty.format(row)
        if isinstance(value, str):
            return f'<c t="inlineStr" r="{letters}{row}"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
        if isinstance(value, bool):
            return f'<c t="b" r="{letters}{row}"><v>{value:d}</v></c>'
        return f'{number}{row}"><v>{_serial(value) if isinstance(value, date) else value}</v></c>'

    return lambda values, rows: list(map(cell, values, rows))


def harmless(text: str) -> str:
    """A text that a spreadsheet takes for a formula, kept from it by an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def escaped(text: str) -> str:
    """A text as a cell holds it: no markup, no formula, not too long."""
    return harmless(escaped_formula(text[:_LONGEST_TEXT]))


def escaped_formula(text: str) -> str:
    """A formula as a cell holds it."""
    return _MARKUP.sub(lambda sign: _ESCAPED.get(sign[0], ""), text)


def _serial(value: date) -> float | int:
    """Days since the end of 1899; of a moment, as its clock shows it."""
    if not isinstance(value, datetime):
        return (value - _EPOCH).days
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return (value.date() - _EPOCH).days + seconds / _DAY
