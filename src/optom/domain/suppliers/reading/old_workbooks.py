"""Old workbooks (XLS), sheet by sheet."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from struct import error as StructError  # noqa: N812 -- "error" says nothing
from typing import Final

import polars as pl
import xlrd

from optom.base import xls
from optom.base.refusal import Refusal

from . import limits
from .anatomy import Merge, filled
from .frames import Sheet, Spool, lazily
from .table import BLOCK_ROWS, Table

# The stream of a workbook that only a password opens; older ones say so within, and xlrd tells.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DAMAGED: Final = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, StructError, AssertionError, AttributeError, IndexError, KeyError,
    MemoryError, OverflowError, TypeError, UnicodeError, ValueError,
)  # fmt: skip
_FOLDER_BYTES: Final = 4 << 20


def tables_of(path: Path) -> Iterator[Table]:
    """Its sheets, hidden ones too. Refuses ``files.larger``, ``files.locked``, ``files.not_a_table``."""
    limits.refuse_large(path.stat().st_size, limits.MOST_WORKBOOK)
    with _explained(), _opened(path) as book:
        names = [str(sheet) for sheet in book.sheet_names()]
        hidden = [visibility > 0 for visibility in book._sheet_visibility]  # noqa: SLF001 -- else all must be loaded
    for place, name in enumerate(names):
        yield Table(name, lazily(partial(_read, path, place)), is_hidden=hidden[place])


@contextmanager
def _explained() -> Iterator[None]:
    """What xlrd stumbles over in damaged files."""
    try:
        yield
    except _DAMAGED as error:
        raise Refusal("files.locked" if "encrypted" in str(error) else "files.not_a_table") from error


@contextmanager
def _opened(path: Path) -> Iterator[xlrd.Book]:
    with path.open("rb") as file:
        if _ENCRYPTED in file.read(_FOLDER_BYTES) or _ENCRYPTED in _end(path):
            raise Refusal("files.locked")
    with xlrd.open_workbook(path, formatting_info=True, on_demand=True, logfile=io.StringIO()) as book:
        yield book


def _end(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _FOLDER_BYTES))
        return file.read()


def _read(path: Path, place: int) -> Table:
    with _explained(), _opened(path) as book:
        sheet = book.sheet_by_index(place)
        rows = Sheet()
        for number in range(sheet.nrows):
            rows.add([xls.text_of(book, cell) for cell in sheet.row(number)])
        merges = [Merge(top, bottom - 1, left) for top, bottom, left, _ in sheet.merged_cells]
    table = rows.table(str(sheet.name))
    return _with_merges(table, merges) if merges else table


def _with_merges(table: Table, merges: list[Merge]) -> Table:
    """A sheet of XLS is never larger than memory: it has at most 65,536 rows of 256 cells."""
    spool = Spool()
    for block in filled(_whole(table), merges).iter_slices(BLOCK_ROWS):
        spool.keep(block)
    return Table(table.name, partial(spool.blocks, 0))


def _whole(table: Table) -> pl.DataFrame:
    blocks = list(table.blocks())
    return pl.concat(blocks) if blocks else pl.DataFrame()
