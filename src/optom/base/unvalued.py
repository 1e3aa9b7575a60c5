"""Formulas of an XLSX workbook for which no value stands: programs write them so, and readers take them for empty."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by the name of its sheet, its line and the letters of its column."""

    sheet: str
    line: int
    column: str


def unvalued(content: bytes) -> Iterator[Cell]:
    """Each such cell of a workbook that `spreadsheet` has read, thus is bounded; of other formats none is known."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name, part in _parts(package):
                yield from _in_sheet(name, package.read(part))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets by their names, and where each lies."""
    targets = {one.get("Id"): one.get("Target", "") for one in _root(package, _RELATIONS)}
    for sheet in _root(package, _BOOK).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        yield sheet.get("name", ""), str(PurePosixPath("xl") / target).lstrip("/")


def _root(package: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def _in_sheet(name: str, content: bytes) -> Iterator[Cell]:
    stream = io.BytesIO(content)
    for _event, cell in etree.iterparse(stream, tag=f"{_MAIN}c", resolve_entities=False, no_network=True):
        if cell.find(f"{_MAIN}f") is not None and not _has_value(cell):
            place = cell.get("r", "")
            letters = place.rstrip("0123456789")
            yield Cell(name, int(place[len(letters) :] or 0), letters)
        cell.clear()


def _has_value(cell: etree._Element) -> bool:
    """A text of no letters is a value too, where Excel says that it is a text."""
    return bool(cell.findtext(f"{_MAIN}v")) or cell.get("t") == "str"
