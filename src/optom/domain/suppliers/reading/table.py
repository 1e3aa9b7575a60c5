"""What a supplier's file of any format is read as: tables of text, block by block."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

BLOCK_ROWS = 50_000
SAMPLE_ROWS = 400


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, a text file with columns, the goods of a document.

    ``name`` leads to it inside of the file ("prices.zip/july.xlsx/Лист1"; empty where the file is the table).
    ``heads`` are the names that the format itself gives to its columns (elements of XML, fields of DATANORM); empty
    where a human wrote the sheet, and the first rows may say anything. ``blocks`` reads it from the beginning each time
    it is called: frames of at most `BLOCK_ROWS` rows, all columns text, named "A", "B", ... as Excel names them, blank
    cells None, the same columns in each. Row n of all blocks together is row n of the sheet, blank ones included, so a
    human finds it again. A cell merged over several rows has its value in each of them.
    """

    name: str
    blocks: Callable[[], Iterator[pl.DataFrame]]
    heads: tuple[str, ...] = ()
    is_hidden: bool = False

    def sample(self, most: int = SAMPLE_ROWS) -> pl.DataFrame:
        """Its first rows: enough to see how it is laid out."""
        return next(self.blocks(), pl.DataFrame()).head(most)
