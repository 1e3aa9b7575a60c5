"""Sheets of OpenDocument (ODS), streamed out of their one XML part."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 -- "error" says nothing

from optom.base.refusal import Refusal
from optom.base.xls import shown

from . import limits
from .grids import Grid, Span
from .markup import Element, forget, local, walk
from .table import Table

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBERS: Final = frozenset(("float", "currency", "percentage"))
_PARTS: Final = ("style", "table", "table-row")


def tables_of(path: Path) -> Iterator[Table]:
    """Its sheets, hidden ones too. Refuses ``files.larger``, ``files.locked``, ``files.long``, ``files.wide``,
    ``files.not_a_table`` and what `markup.walk` does.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_WORKBOOK)
    try:
        with ZipFile(path) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise Refusal("files.locked")
            with package.open("content.xml") as stream:
                yield from _tables(walk(stream, _PARTS))
    except (BadZipFile, ZlibError, EOFError, KeyError, NotImplementedError, OSError, ValueError) as error:
        raise Refusal("files.not_a_table") from error


def _tables(events: Iterator[tuple[str, Element]]) -> Iterator[Table]:
    unseen: set[str] = set()
    grid = Grid()
    for event, element in events:
        name = local(element)
        if event == "start":
            grid = Grid() if name == "table" else grid
        elif name == "style":
            unseen |= {element.get(f"{_STYLE}name", "")} if _is_unseen(element) else set()
        elif name == "table-row":
            grid.add(map(_span, element.iterchildren()), _number(element, f"{_TABLE}number-rows-repeated"))
            forget(element)
        else:
            is_hidden = element.get(f"{_TABLE}style-name", "") in unseen
            yield grid.table(element.get(f"{_TABLE}name", ""), is_hidden=is_hidden)
            forget(element)


def _is_unseen(style: Element) -> bool:
    return any(one.get(f"{_TABLE}display") == "false" for one in style)


def _number(element: Element, name: str) -> int:
    return int(element.get(name, "1"))


def _span(cell: Element) -> Span:
    text = "" if local(cell) == "covered-table-cell" else _cell(cell)
    times = _number(cell, f"{_TABLE}number-columns-repeated")
    return Span(text, down=_number(cell, f"{_TABLE}number-rows-spanned"), times=times)


def _cell(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if not kind or cell.get(f"{_CALC}value-type") == "error":
        return ""
    seen = "\n".join(_paragraph(one) for one in cell if one.tag == f"{_TEXT}p")
    if kind in _NUMBERS:
        return _as_seen(shown(cell.get(f"{_OFFICE}value", "0")), seen)
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").replace("T", " ").removesuffix(" 00:00:00")
    return cell.get(f"{_OFFICE}boolean-value", "") if kind == "boolean" else seen


def _as_seen(value: str, seen: str) -> str:
    """A code whose zeros its number format shows."""
    return seen if seen.isascii() and seen.isdigit() and seen.lstrip("0") == value.lstrip("0") else value


def _paragraph(paragraph: Element) -> str:
    """Its text; spaces in a row are an element there."""
    text = paragraph.text or ""
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            text += " " * _number(part, f"{_TEXT}c")
        else:
            text += "\n" if part.tag == f"{_TEXT}line-break" else _paragraph(part)
        text += part.tail or ""
    return text
