"""A spreadsheet file of any kind as rows of text: XLSX, XLSM, XLSB, XLS, ODS, CSV. Bounded before it is opened.

Cells come as people see them, as far as that can be told: whole numbers without a point, codes with their zeros.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import fastexcel
import xlrd

from optom.base import xls
from optom.base.refusal import Refusal

T = TypeVar("T")
MOST_BYTES = 10 * 1024 * 1024
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_PARTS = 2000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ODS_SAYS = 100  # bytes from the start within which such a file names its type
_PART = "xl/"  # what all parts of the other kind are called like
_PART_BEGINS = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL | re.IGNORECASE)
_OTHER_OLE = [one.encode("utf-16-le") for one in ("WordDocument", "PowerPoint Document", "__properties_version1.0")]
_ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def is_text(content: bytes) -> bool:
    """Whether the file is plain text (CSV, or a list saved from a mail) and no workbook."""
    return not content.startswith((_ZIP, _OLE))


def is_workbook(content: bytes) -> bool:
    """Whether the file is a workbook by its signature and its parts, also one cut off or locked with a password.

    A document of Word, slides, a letter of Outlook and an archive are none.
    """
    if content.startswith(_OLE):
        return not any(other in content for other in _OTHER_OLE)
    return content.startswith(_ZIP) and (_ODS in content[:_ODS_SAYS] or _has_sheets(content))


def _has_sheets(content: bytes) -> bool:
    """By its list of parts; where that is cut off, by the parts themselves."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return any(name.lower().startswith(_PART) for name in package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return _PART_BEGINS.search(content) is not None


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


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of a workbook. ``more_columns`` of it hold something and are not read, for there are too many before."""

    name: str
    rows: list[list[str]]
    is_hidden: bool = False
    more_columns: int = 0

    @property
    def is_too_long(self) -> bool:
        """It goes on after the last row that is read."""
        return len(self.rows) > MOST_ROWS


def sheets_of(content: bytes) -> list[BookSheet]:
    """The sheets that have rows, in their order. Refuses ``files.too_large`` and ``files.not_a_table``."""
    return _read(content, lambda content: list(_sheets(content)))


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the first sheet that has any. Refuses ``files.too_large`` and ``files.not_a_table``."""
    first = _read(content, lambda content: next(_sheets(content), None))
    return first.rows if first else []


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


def _sheets(content: bytes) -> Iterator[BookSheet]:
    return _of_xls(content) if content.startswith(_OLE) else _of_workbook(content)


def _of_workbook(content: bytes) -> Iterator[BookSheet]:
    book = fastexcel.read_excel(content)
    for place, name in enumerate(book.sheet_names):
        sheet = book.load_sheet(place, header_row=None, dtypes="string", n_rows=MOST_ROWS + 1)
        if sheet.height:
            cells = sheet.to_polars()
            filled = [place for place, column in enumerate(cells.iter_columns()) if column.count()]
            width = max((place + 1 for place in filled if place < MOST_COLUMNS), default=0)
            rows = [[cell or "" for cell in row] for row in cells[:, :width].rows()]
            more = sum(place >= MOST_COLUMNS for place in filled)
            yield BookSheet(name, rows, is_hidden=sheet.visible != "visible", more_columns=more)


def _of_xls(content: bytes) -> Iterator[BookSheet]:
    with xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO()) as book:
        for sheet in book.sheets():
            if sheet.nrows:
                rows = [[xls.text_of(book, sheet.cell(y, x)) for x in range(sheet.ncols)] for y in range(sheet.nrows)]
                more = sum(any(row[x] for row in rows) for x in range(MOST_COLUMNS, sheet.ncols))
                rows = [row[:MOST_COLUMNS] for row in rows]
                yield BookSheet(str(sheet.name), rows, is_hidden=sheet.visibility > 0, more_columns=more)
