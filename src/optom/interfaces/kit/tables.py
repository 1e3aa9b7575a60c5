"""Lists that people keep, a CSV or a workbook, as rows of cells, and what their columns are called."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from optom.base import spreadsheet


def cells_of(path: Path) -> list[list[str]]:
    """The rows of the file. Refuses ``files.too_large`` and ``files.not_a_table``."""
    content = path.read_bytes()
    return _of_text(spreadsheet.text_of(content)) if spreadsheet.is_text(content) else spreadsheet.rows_of(content)


def _of_text(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    separator = max(";\t,", key=head.count)
    return [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(row)]


def columns_of(head: Sequence[str], names: Mapping[str, set[str]]) -> dict[str, int]:
    """Where each column stands that the head calls by one of its names; the first where several do."""
    cells = [cell.strip().lower() for cell in head]
    return {
        name: place
        for name, words in names.items()
        for place, cell in reversed(list(enumerate(cells)))
        if cell in words
    }
