"""Text files with columns: any separator, any code page, quoted well or badly. Read piece by piece, at any length.

Where every line stands for itself (no quotes, or quotes that open and close within their cells) polars reads at its own
speed. Other files are read by `csv`, with quotes or without them, whichever makes more rows alike.
"""

import csv
import io
import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl

from optom.base.refusal import Refusal

from . import limits
from .encodings import encoding_of
from .frames import Sheet, lazily, letters, tidied
from .table import BLOCK_ROWS, Table

_PIECE: Final = 8 << 20
_LONGEST_LINE: Final = 16 << 20
_SAMPLE_LINES, _SAMPLE_BYTES = 300, 256 << 10
_SEPARATORS: Final = ("\t", ";", "|", ",", "^", "~", "\x1f", "\x01", "#", ":", "$", "*", "@", "!", "%", "&")
_SIGNS_OF_TEXTS: Final = frozenset("#:$*@!%&")  # one in a line parts nothing: an address, a label
_NO_SEPARATOR: Final = "\x02"
_SAID = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
_Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
_ALIKE: Final = 9  # of ten rows that have the width of most


@dataclass(frozen=True, slots=True)
class _Layout:
    path: Path
    encoding: str
    separator: str
    said_above: bool = False  # "sep=;", Excel's word to itself: it is no row


def table_of(path: Path, name: str) -> Table:
    """The table of a text file. Refuses ``files.larger``, ``files.not_a_table``, ``files.wide``; its blocks
    ``files.long``.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    encoding = encoding_of(path)
    if encoding is None:
        raise Refusal("files.not_a_table")
    layout = _layout(path, encoding)
    if regular := _regular(layout):
        limits.refuse_wide(regular[0])
        return Table(name, partial(_quick, layout, *regular))
    return Table(name, lazily(partial(_careful, layout)))


def _layout(path: Path, encoding: str) -> _Layout:
    sample = next(_pieces(path, encoding, _SAMPLE_BYTES), b"").decode(errors="replace")
    first, _, rest = sample.partition("\n")
    if said := _SAID.match(first.strip("\ufeff\r ")):
        return _Layout(path, encoding, said[1], said_above=True)
    return _Layout(path, encoding, _separator_of(sample if rest else first))


def _separator_of(sample: str) -> str:
    """By which most rows fall into the same number of cells; of those that do so nearly alike the likelier sign."""
    lines = [line for line in sample.split("\n")[:_SAMPLE_LINES] if line.strip()]
    found = [(_likeness(lines, separator), separator) for separator in _SEPARATORS if separator in sample]
    best = max((likeness for likeness, _ in found), default=0)
    return next((separator for likeness, separator in found if best and likeness * 10 >= best * _ALIKE), _NO_SEPARATOR)


def _likeness(lines: list[str], separator: str) -> int:
    """How many of a thousand rows have as many cells as most, and more than one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
    except csv.Error:
        widths = Counter(line.count(separator) + 1 for line in lines)
    least = 3 if separator in _SIGNS_OF_TEXTS else 2
    alike = max((count for width, count in widths.items() if width >= least), default=0)
    return alike * 1000 // max(1, widths.total())


def _pieces(path: Path, encoding: str, size: int = _PIECE) -> Iterator[bytes]:
    """The file as UTF-8 in pieces of whole lines that end in a line feed alone; refuses ``files.not_a_table``."""
    rest = b""
    for piece in _recoded(path, encoding, size):
        text = rest + piece
        held = b"\r" if text.endswith(b"\r") else b""
        text = text[: len(text) - len(held)]
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        whole = text.rfind(b"\n") + 1
        rest = text[whole:] + held
        if len(rest) > _LONGEST_LINE:
            raise Refusal("files.not_a_table")
        if whole:
            yield text[:whole]
    if rest:
        yield rest.replace(b"\r", b"\n")


def _recoded(path: Path, encoding: str, size: int) -> Iterator[bytes]:
    decoder = getincrementaldecoder("utf-8" if encoding == "utf-8-sig" else encoding)("replace")
    with path.open("rb") as file:
        if encoding == "utf-8-sig":
            file.read(3)
        while piece := file.read(size):
            is_utf8 = encoding in {"utf-8", "utf-8-sig"}
            yield (piece if is_utf8 else decoder.decode(piece).encode("utf-8", "replace")).replace(b"\0", b"")


def _lines(piece: bytes) -> pl.Series:
    options: dict[str, Any] = {
        "has_header": False,
        "quote_char": None,
        "infer_schema": False,
        "truncate_ragged_lines": True,
    }
    return pl.read_csv(piece, separator="\x02", schema={"line": pl.String}, **options)["line"]


def _regular(layout: _Layout) -> tuple[int, str | None] | None:
    """How many columns there are and what quotes them, where all lines stand for themselves; else None."""
    quotes, bare = _Quotes(layout.separator), _Quotes(layout.separator, are_plain=True)
    width = 1
    for piece in _pieces(layout.path, layout.encoding):
        if b"\x02" in piece:
            return None
        lines = _lines(piece)
        if b'"' in piece:
            quoted = lines.filter(lines.str.contains('"', literal=True))
            quotes.hear(quoted)
            bare.hear(quoted)
            if not (quotes.hold or bare.hold):
                return None
            lines = lines.filter(~lines.str.contains('"', literal=True))
        width = max(width, _width(lines, layout.separator))
    kind = quotes if quotes.hold else bare
    return max(width, kind.width), '"' if quotes.hold and quotes.width else None


def _width(lines: pl.Series, separator: str) -> int:
    return int(str(lines.str.count_matches(separator, literal=True).max() or 0)) + 1


class _Quotes:
    """Whether all lines agree with one notion of quotes: that they enclose cells, or are signs like others."""

    def __init__(self, separator: str, *, are_plain: bool = False) -> None:
        sign = re.escape(separator)
        cell = rf'(?:[^"{sign}][^{sign}]*)?' if are_plain else rf'(?:[^"{sign}][^{sign}"]*|"(?:[^"]|"")*")?'
        self._separator, self._are_plain = separator, are_plain
        self._regular = rf"^{cell}(?:{sign}{cell})*$"
        self.hold, self.width = True, 0

    def hear(self, lines: pl.Series) -> None:
        self.hold = self.hold and bool(lines.str.contains(self._regular).all())
        if self.hold:
            bare = lines if self._are_plain else lines.str.replace_all(r'"(?:[^"]|"")*"', "")
            self.width = max(self.width, _width(bare, self._separator))


def _quick(layout: _Layout, width: int, quote: str | None) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys(letters(width), pl.String)
    count = 0
    for number, piece in enumerate(_pieces(layout.path, layout.encoding)):
        rows = piece.partition(b"\n")[2] if layout.said_above and not number else piece
        if not rows:
            continue
        frame = pl.read_csv(
            rows,
            separator=layout.separator,
            quote_char=quote,
            has_header=False,
            schema=schema,
            infer_schema=False,
            truncate_ragged_lines=True,
            missing_columns="insert",
        )
        count += frame.height
        limits.refuse_long(count)
        yield from tidied(frame).iter_slices(BLOCK_ROWS)


def _careful(layout: _Layout) -> Table:
    sheet = Sheet()
    try:
        for row in _rows(layout, csv.QUOTE_NONE if _is_better_bare(layout) else csv.QUOTE_MINIMAL):
            sheet.add(row)
    except csv.Error as error:
        raise Refusal("files.not_a_table") from error
    return sheet.table("")


def _is_better_bare(layout: _Layout) -> bool:
    """Whether quotes are signs like others: one that opens a cell and never closes would swallow the rows after it.

    It shows by whole rows that lie within cells.
    """
    usual = Counter(len(row) for row in _rows(layout, csv.QUOTE_NONE))
    usual.pop(1, None)
    width = max(usual, key=lambda one: usual[one], default=0)
    long, swallowed = 0, 0
    try:
        for row in _rows(layout, csv.QUOTE_MINIMAL):
            for cell in row:
                if "\n" in cell:
                    long += 1
                    inner = cell.split("\n")[1:-1]
                    swallowed += sum(line.count(layout.separator) + 1 == width for line in inner)
    except csv.Error:  # a cell longer than any
        return True
    return 0 < long <= swallowed


def _rows(layout: _Layout, quoting: _Quoting) -> Iterator[list[str]]:
    lines = (
        line for piece in _pieces(layout.path, layout.encoding) for line in io.StringIO(piece.decode(errors="replace"))
    )
    reader = csv.reader(lines, delimiter=layout.separator, quoting=quoting)
    return islice(reader, 1 if layout.said_above else 0, None)
