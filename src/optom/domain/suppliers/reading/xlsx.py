"""The parts of an XLSX package: which sheets there are, where their cells begin, what is merged, what shows zeros."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zipfile import ZipFile

from optom.base.refusal import Refusal
from optom.base.xls import zeros_of

from .anatomy import MOST_MERGES, Anatomy, Merge
from .frames import place_of
from .markup import Element, local, parsed

_PIECE: Final = 4 << 20
_LONGEST_ROW: Final = 64 << 20
_CELL: Final = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3})\d+")(?![^>]*\bt="e")[^>]*(?<!/)>(?=<(?:\w+:)?(?:v|f|is)\b)(?!<(?:\w+:)?v></)'
)
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"')


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet and the part of the package that holds it."""

    name: str
    part: str
    is_hidden: bool


def sheets(package: ZipFile) -> list[Leaf]:
    """The sheets of cells in their order; charts are none."""
    parts = related(package, "xl/workbook.xml")
    book = parsed(package.read("xl/workbook.xml"))
    return [
        Leaf(sheet.get("name", ""), parts[target], is_hidden=sheet.get("state", "visible") != "visible")
        for sheet in book.iter("{*}sheet")
        if (target := _target(sheet)) in parts
    ]


def _target(sheet: Element) -> str:
    return next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")


def related(package: ZipFile, part: str) -> dict[str, str]:
    """The sheets that a part points to, by the ids under which it does."""
    folder, name = posixpath.split(part)
    relations = parsed(package.read(f"{folder}/_rels/{name}.rels"))
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        for one in relations.iter("{*}Relationship")
        if one.get("Type", "").endswith("/worksheet")
    }


def anatomy(package: ZipFile, leaf: Leaf, first: tuple[int, int] | None) -> Anatomy:
    """Reads the sheet's part once. ``first`` is the row of the first cell that was read, and its place among the
    columns that were read.
    """
    styles = _zero_styles(package)
    zero = _zero_cells(styles) if styles else None
    found = Anatomy()
    for rows in _rows(package, leaf.part):
        if first and (start := _row_start(rows, first[0])):
            cell = _CELL.search(rows, start)
            found.column = max(0, place_of(cell[1].decode()) - first[1]) if cell else 0
            first = None
        for one in zero.finditer(rows) if zero else ():
            found.zeros.append((int(one[2]) - 1, place_of(one[1].decode()), styles[int(one[3])]))
        # A pattern is looked for ten times as long as a word.
        for one in _MERGE.finditer(rows) if b"mergeCell" in rows else ():
            found.merges.append(Merge(int(one[2]) - 1, int(one[3]) - 1, place_of(one[1].decode())))
        if len(found.merges) > MOST_MERGES:
            raise Refusal("files.not_a_table")
    return found


def _row_start(rows: bytes, row: int) -> int:
    """Where the cells of a row begin; 0 where it is not among these."""
    number = b'r="%d"' % (row + 1)
    found = re.search(rb"<(?:\w+:)?row\b[^>]*\b" + number + rb"[^>]*>", rows) if number in rows else None
    return found.end() if found else 0


def _rows(package: ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a row does; what follows the rows, where an element does."""
    rest = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = text.rfind(b"row>") + 4
            end = end if end > 4 else text.rfind(b"/>") + 2  # noqa: PLR2004 -- nothing found is -1
            yield text[:end]
            rest = text[end:]
            if len(rest) > _LONGEST_ROW:
                raise Refusal("files.not_a_table")
    yield rest


def _zero_cells(styles: dict[int, int]) -> re.Pattern[bytes]:
    """Cells of numbers in one of the styles."""
    numbers = b"|".join(b"%d" % style for style in styles)
    return re.compile(
        rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3})(\d+)")(?=[^>]*?\bs="('
        + numbers
        + rb')")(?![^>]*?\bt="[^n])[^>]*(?<!/)>'
    )


def _zero_styles(package: ZipFile) -> dict[int, int]:
    """How many digits each style shows that shows leading zeros."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    root = parsed(package.read("xl/styles.xml"))
    patterns = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    cells = root.find("{*}cellXfs")
    styles = [] if cells is None else [patterns.get(one.get("numFmtId", ""), "") for one in cells if _is_style(one)]
    return {place: digits for place, pattern in enumerate(styles) if (digits := zeros_of(pattern))}


def _is_style(element: Element) -> bool:
    return local(element) == "xf"
