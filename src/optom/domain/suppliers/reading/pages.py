"""Tables of HTML, as pages have them and as programs write them under the name of XLS."""

import re
from codecs import EncodedFile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from optom.base.refusal import Refusal

from . import limits
from .encodings import encoding_of
from .grids import Grid, Span
from .markup import Element, forget, text_of
from .table import Table

_SAID: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD: Final = 8 << 10
_MOST_SPAN: Final = 10_000


def tables_of(path: Path) -> Iterator[Table]:
    """The tables that have at least two columns, the inner before the outer. Refuses ``files.not_a_table`` where there
    is none, ``files.larger``, ``files.long``, ``files.wide``.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    count = 0
    for table in _tables(path):
        if table.sample(1).width > 1:
            count += 1
            yield Table(str(count), table.blocks)
    if not count:
        raise Refusal("files.not_a_table")


def _tables(path: Path) -> Iterator[Table]:
    grids: list[Grid] = []
    with path.open("rb") as file:
        stream = EncodedFile(file, "utf-8", _encoding(path), errors="replace")
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=("table", "tr"), html=True, encoding="utf-8", no_network=True
        ):
            if event == "start":
                grids += [Grid(flows=True)] if element.tag == "table" else []
            elif element.tag == "tr" and grids:
                grids[-1].add(map(_span, element.iterchildren("td", "th")))
                forget(element)
            elif element.tag == "table" and grids:
                yield grids.pop().table("")
                forget_inside(element)


def forget_inside(table: Element) -> None:
    """What stood in an inner table is no text of the outer one's cell."""
    tail = table.tail
    table.clear()
    table.tail = tail


def _encoding(path: Path) -> str:
    """What the page says of itself, where that is true."""
    found = encoding_of(path)
    with path.open("rb") as file:
        said = _SAID.search(file.read(_HEAD))
    if found in {None, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"} or said is None:
        return found or "utf-8"
    name = said[1].decode().lower()
    return name if name.startswith(("windows-", "cp", "koi8", "iso-8859")) else found or "utf-8"


def _span(cell: Element) -> Span:
    for line in cell.iter("br"):
        line.tail = f" {line.tail or ''}"
    return Span(text_of(cell), across=_count(cell, "colspan"), down=_count(cell, "rowspan"))


def _count(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(1, int(said)), _MOST_SPAN) if said.isascii() and said.isdigit() and len(said) < 6 else 1  # noqa: PLR2004


def is_one(head: bytes) -> bool:
    """Whether the first bytes are a page's: tags before anything else, one of which only pages have."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return (
        start.startswith(b"<")
        and not start.startswith(b"<?xml ")
        and bool(re.search(rb"<(?:!doctype html|html|head|body|table|meta|div)\b", start))
    )
