"""Workbooks in zips (XLSX, XLSM, XLSB): values by `fastexcel`, and from the parts themselves what it does not tell:
at which column the sheet begins, which cells are merged, which numbers are codes with leading zeros.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from struct import error as StructError  # noqa: N812 -- "error" says nothing
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 -- as above

import fastexcel
import polars as pl
from lxml import etree

from optom.base.refusal import Refusal

from . import limits, xlsb, xlsx
from .anatomy import first_filled, mended
from .frames import Spool, lazily, tidied
from .numbers import without_artefacts
from .table import BLOCK_ROWS, Table
from .xlsx import Leaf

_DAMAGED: Final = (
    fastexcel.FastExcelError, BadZipFile, StructError, ZlibError, etree.XMLSyntaxError, EOFError, IndexError, KeyError,
    NotImplementedError, OSError, OverflowError, RuntimeError, UnicodeError, ValueError,
)  # fmt: skip


def tables_of(path: Path) -> Iterator[Table]:
    """Its sheets, hidden ones too. Each is read when its blocks are asked for. Refuses ``files.larger`` and
    ``files.not_a_table``; the blocks ``files.long`` and ``files.wide`` too.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_WORKBOOK)
    for leaf in _leaves(path):
        yield Table(leaf.name, lazily(partial(_read, path, leaf)), is_hidden=leaf.is_hidden)


@contextmanager
def _explained() -> Iterator[None]:
    """What readers of damaged files stumble over."""
    try:
        yield
    except _DAMAGED as error:
        raise Refusal("files.not_a_table") from error


def _leaves(path: Path) -> list[Leaf]:
    with _explained(), ZipFile(path) as package:
        limits.refuse_bomb(
            path.stat().st_size, sum(one.file_size for one in package.infolist()), len(package.infolist())
        )
        return xlsb.sheets(package) if xlsb.is_one(package) else xlsx.sheets(package)


def _read(path: Path, leaf: Leaf) -> Table:
    with _explained():
        sheet = fastexcel.read_excel(path).load_sheet(leaf.name, header_row=None, skip_rows=0, dtypes="string")
        limits.refuse_wide(sheet.width)
        frame = sheet.to_polars() if sheet.height else pl.DataFrame()
        with ZipFile(path) as package:
            of = xlsb.anatomy if xlsb.is_one(package) else xlsx.anatomy
            anatomy = of(package, leaf, first_filled(frame))
    spool = Spool()
    for block in mended(without_artefacts(tidied(frame)), anatomy).iter_slices(BLOCK_ROWS):
        spool.keep(block)
    return Table(leaf.name, partial(spool.blocks, 0))
