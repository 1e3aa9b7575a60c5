"""Lists that people keep, a CSV or a workbook, as rows of cells, and what their columns are called."""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from optom.base import spreadsheet
from optom.base.refusal import Refusal

_PIECE = 1 << 20
_ABOVE = 20  # rows of a letterhead


def cells_of(path: Path) -> list[list[str]]:
    """The rows of the file. Refuses ``files.too_large`` and ``files.not_a_table``."""
    content = path.read_bytes()
    return _of_text(spreadsheet.text_of(content)) if spreadsheet.is_text(content) else spreadsheet.rows_of(content)


def _of_text(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    separator = max(";\t,", key=head.count)
    return [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(row)]


def lines_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the file that say anything, with their numbers; a text of any length is read while it is worked on.

    Refuses ``files.too_large`` (a workbook) and ``files.not_a_table``.
    """
    with path.open("rb") as file:
        is_text = spreadsheet.is_text(file.read(8))
    rows = _streamed(path) if is_text else enumerate(spreadsheet.rows_of(path.read_bytes()), start=1)
    return ((number, row) for number, row in rows if any(cell.strip() for cell in row))


def _streamed(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding=_encoding_of(path), newline="") as text:
        separator = max(";\t,", key=text.readline().count)
        text.seek(0)
        reader = csv.reader(text, delimiter=separator)
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            raise Refusal("files.not_a_table") from error


def _encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 where all of it is, else Windows-1251."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if b"\0" in head:
            raise Refusal("files.not_a_table")
        decoder = getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1251"
    return "utf-8-sig"


def columns_of(head: Sequence[str], names: Mapping[str, set[str]]) -> dict[str, int]:
    """Where each column stands that the head calls by one of its names; the first where several do."""
    cells = [cell.strip().lower() for cell in head]
    return {
        name: place
        for name, words in names.items()
        for place, cell in reversed(list(enumerate(cells)))
        if cell in words
    }


def head_of(
    lines: Iterator[tuple[int, list[str]]], names: Mapping[str, set[str]], *, needed: str
) -> tuple[list[str], dict[str, int]]:
    """The first row that names the ``needed`` column, and where its columns stand; rows above it are passed over."""
    for _number, row in islice(lines, _ABOVE):
        places = columns_of(row, names)
        if needed in places:
            return row, places
    return [], {}
