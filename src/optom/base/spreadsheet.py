"""A spreadsheet file of any kind as rows of text: XLSX, XLSM, XLSB, XLS, ODS, CSV. Bounded before it is opened.

Cells come as people see them, as far as that can be told: whole numbers without a point, codes with their zeros.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import TypeVar

import fastexcel
import xlrd

from optom.base.refusal import Refusal

T = TypeVar("T")
MOST_BYTES = 10 * 1024 * 1024
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_PARTS = 2000
MOST_ROWS = 200_000
_MOST_COLUMNS = 200
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ZEROS = re.compile(r"0{2,}")
_ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def is_text(content: bytes) -> bool:
    """Whether the file is plain text (CSV, or a list saved from a mail) and no workbook."""
    return not content.startswith((_ZIP, _OLE))


def text_of(content: bytes) -> str:
    """A text file in whatever of the usual encodings: UTF-8, UTF-16 with its mark, else Windows-1251.

    Refuses ``files.too_large`` and ``files.not_a_table``.
    """
    _refuse_large(content)
    marked = next((name for mark, name in _ENCODINGS.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1251"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("files.not_a_table")


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the first sheet that has any. Refuses ``files.too_large`` and ``files.not_a_table``."""
    return _read(content, _of_xls if content.startswith(_OLE) else _of_workbook)


def unread_sheets(content: bytes) -> list[str]:
    """The names of the other sheets that have rows, which nobody reads. Refuses as ``rows_of`` does."""
    return _read(content, _sheets_of_xls if content.startswith(_OLE) else _sheets_of_workbook)[1:]


def _read(content: bytes, how: Callable[[bytes], T]) -> T:
    _refuse_large(content)
    if content.startswith(_ZIP):
        _refuse_bombs(content)
    try:
        return how(content)
    except Refusal:
        raise
    except (fastexcel.FastExcelError, xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise Refusal("files.not_a_table") from error
    except (AssertionError, IndexError, KeyError, OverflowError, TypeError, UnicodeError, ValueError) as error:
        raise Refusal("files.not_a_table") from error  # what readers of damaged files stumble over


def _refuse_large(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refusal("files.too_large", bytes=len(content), most=MOST_BYTES)


def _refuse_bombs(content: bytes) -> None:
    """What says that it unpacks to more than a workbook of this size could hold is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("files.not_a_table") from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Refusal("files.too_large", bytes=sum(part.file_size for part in parts), most=_MOST_UNPACKED)


def _of_workbook(content: bytes) -> list[list[str]]:
    book = fastexcel.read_excel(content)
    for place in range(len(book.sheet_names)):
        sheet = book.load_sheet(place, header_row=None, dtypes="string", n_rows=MOST_ROWS + 1)
        if sheet.height:
            rows = sheet.to_polars().rows()
            return [[cell or "" for cell in row[:_MOST_COLUMNS]] for row in rows]
    return []


def _sheets_of_workbook(content: bytes) -> list[str]:
    book = fastexcel.read_excel(content)
    names = book.sheet_names
    if len(names) == 1:
        return names
    return [name for name in names if book.load_sheet(name, header_row=None, dtypes="string", n_rows=1).height]


def _sheets_of_xls(content: bytes) -> list[str]:
    with xlrd.open_workbook(file_contents=content, logfile=io.StringIO()) as book:
        return [str(sheet.name) for sheet in book.sheets() if sheet.nrows]


def _of_xls(content: bytes) -> list[list[str]]:
    """Read by xlrd: other readers take numbers formatted with zeros for dates."""
    with xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO()) as book:
        sheet = next((sheet for sheet in book.sheets() if sheet.nrows), None)
        if sheet is None:
            return []
        width = min(sheet.ncols, _MOST_COLUMNS)
        return [[_xls_cell(book, sheet, y, x) for x in range(width)] for y in range(min(sheet.nrows, MOST_ROWS + 1))]


def _xls_cell(book: xlrd.Book, sheet: xlrd.sheet.Sheet, y: int, x: int) -> str:
    cell = sheet.cell(y, x)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        text = format(cell.value, ".0f") if cell.value == int(cell.value) else repr(cell.value)
        return text.zfill(len(pattern)) if _ZEROS.fullmatch(pattern) else text
    if cell.ctype == xlrd.XL_CELL_DATE:
        return str(xlrd.xldate_as_datetime(cell.value, book.datemode))
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""
