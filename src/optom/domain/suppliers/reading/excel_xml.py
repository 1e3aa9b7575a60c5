"""Workbooks as one XML file (SpreadsheetML), as Excel 2003 and many programs write them, mostly named XLS."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from optom.base.refusal import Refusal
from optom.base.xls import shown, zeros_of

from .grids import Grid, Span
from .markup import Element, forget, local, walk
from .table import Table

NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_SHEET: Final = f"{{{NAMESPACE}}}"
_PARTS: Final = ("Style", "Worksheet", "Row")


def tables_of(path: Path) -> Iterator[Table]:
    """Its sheets, hidden ones too. Refuses what `markup.walk` and `Sheet.add` do, and ``files.not_a_table``."""
    zeros: dict[str, int] = {}
    grid = Grid()
    try:
        for event, element in walk(path, _PARTS):
            name = local(element)
            if event == "start":
                grid = Grid() if name == "Worksheet" else grid
            elif name == "Style":
                zeros[_of(element, "ID")] = _zeros(element)
            elif name == "Row":
                grid.skip_to(_place(element, grid.row))
                grid.add(_spans(element, zeros))
                forget(element)
            else:
                is_hidden = (element.findtext("{*}WorksheetOptions/{*}Visible") or "").startswith("SheetHidden")
                is_hidden |= (element.findtext("{*}WorksheetOptions/{*}Visible") or "") == "SheetVeryHidden"
                yield grid.table(_of(element, "Name"), is_hidden=is_hidden)
                forget(element)
    except (ArithmeticError, ValueError) as error:
        raise Refusal("files.not_a_table") from error


def _of(element: Element, name: str) -> str:
    return element.get(f"{_SHEET}{name}", "")


def _place(element: Element, usual: int) -> int:
    return int(_of(element, "Index")) - 1 if _of(element, "Index") else usual


def _zeros(style: Element) -> int:
    found = style.find("{*}NumberFormat")
    return 0 if found is None else zeros_of(_of(found, "Format"))


def _spans(row: Element, zeros: dict[str, int]) -> Iterator[Span]:
    place = 0
    for cell in row.iterchildren(f"{_SHEET}Cell"):
        place = _place(cell, place)
        across = int(_of(cell, "MergeAcross") or 0) + 1
        yield Span(_text(cell, zeros), place, across, int(_of(cell, "MergeDown") or 0) + 1)
        place += across


def _text(cell: Element, zeros: dict[str, int]) -> str:
    data = cell.find(f"{_SHEET}Data")
    kind = "Error" if data is None else _of(data, "Type")
    text = "" if data is None else "".join(map(str, data.itertext()))
    if kind == "Number" and text:
        return shown(text).zfill(zeros.get(_of(cell, "StyleID"), 0))
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
    if kind == "Boolean":
        return "true" if text == "1" else "false"
    return "" if kind == "Error" else text
