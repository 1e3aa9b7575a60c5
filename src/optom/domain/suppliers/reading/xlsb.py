"""The parts of an XLSB package, which are records of a number, a length and bytes (MS-XLSB)."""

from collections.abc import Iterator
from struct import unpack_from
from typing import Final
from zipfile import ZipFile

from optom.base.refusal import Refusal
from optom.base.xls import zeros_of

from .anatomy import MOST_MERGES, Anatomy, Merge
from .xlsx import Leaf, related

_BOOK, _STYLES = "xl/workbook.bin", "xl/styles.bin"
_ROW, _SHEET, _MERGE = 0, 156, 176
_ERRORS, _VALUES = (3, 11), range(2, 12)
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_NUMBERS: Final = (2, 5, 9)


def is_one(package: ZipFile) -> bool:
    return _BOOK in package.namelist()


def sheets(package: ZipFile) -> list[Leaf]:
    parts = related(package, _BOOK)
    leaves = []
    for kind, body in _records(package.read(_BOOK)):
        if kind == _SHEET:
            target, end = _text(body, 8)
            if target in parts:
                leaves.append(Leaf(_text(body, end)[0], parts[target], is_hidden=body[0] != 0))
    return leaves


def anatomy(package: ZipFile, leaf: Leaf, first: tuple[int, int] | None) -> Anatomy:
    """As `xlsx.anatomy`."""
    styles = _zero_styles(package)
    found, row = Anatomy(), 0
    for kind, body in _records(package.read(leaf.part)):
        if kind == _ROW:
            row = unpack_from("<I", body)[0]
        elif kind in _VALUES:
            column = unpack_from("<I", body)[0]
            if first and row == first[0] and kind not in _ERRORS:
                found.column, first = max(0, column - first[1]), None
            if styles and kind in _NUMBERS and (digits := styles.get(int.from_bytes(body[4:7], "little"))):
                found.zeros.append((row, column, digits))
        elif kind == _MERGE:
            top, bottom, column = unpack_from("<III", body)
            found.merges.append(Merge(top, bottom, column))
            if len(found.merges) > MOST_MERGES:
                raise Refusal("files.not_a_table")
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(content):
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
            place += 1
        length, place = _length(content, place)
        yield kind, content[place : place + length]
        place += length


def _length(content: bytes, place: int) -> tuple[int, int]:
    length = 0
    for shift in (0, 7, 14, 21):
        byte = content[place]
        place += 1
        length |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return length, place


def _text(body: bytes, place: int) -> tuple[str, int]:
    end = place + 4 + 2 * unpack_from("<I", body, place)[0]
    return body[place + 4 : end].decode("utf-16-le"), end


def _zero_styles(package: ZipFile) -> dict[int, int]:
    if _STYLES not in package.namelist():
        return {}
    patterns: dict[int, str] = {}
    styles: list[int] = []
    is_inside = False
    for kind, body in _records(package.read(_STYLES)):
        if kind == _FORMAT:
            patterns[unpack_from("<H", body)[0]] = _text(body, 2)[0]
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            is_inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_inside:
            styles.append(unpack_from("<H", body, 2)[0])
    return {place: digits for place, number in enumerate(styles) if (digits := zeros_of(patterns.get(number, "")))}
