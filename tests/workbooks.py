"""Workbooks as other programs save them: a head and rows, nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook


def write_workbook(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """One sheet; the heads are the keys of the first row."""
    with Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row.values()):
                sheet.write(number, column, value)
