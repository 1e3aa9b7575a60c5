"""A workbook of one sheet, written while its rows are read: it takes as little memory for a million rows as for ten.

Only what an export needs: a bold head that stays in sight and filters, widths, numbers and dates as Excel's own. Texts
stand in their cells (no table of shared ones, which would have to be kept until the end).
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, cast

_ROWS_AT_ONCE = 500
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767  # signs of a cell
_EPOCH = date(1899, 12, 30)
_DAY = 86_400
_FORMATS = ("General", "#,##0.00", "#,##0.00##", "#,##0.###", "0", "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "#,##0")
_HEAD_STYLE = len(_FORMATS)
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|^[=+@\t\r-]")  # all that no cell holds as it is
_MARKUP = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TEXT, MONEY, PRICE, QUANTITY, INTEGER, DATE, MOMENT, WHOLE = range(len(_FORMATS))


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its head, how its values are shown, its width in signs, and the value of a row."""

    title: str
    style: int
    width: float
    of: Callable[[Any], Any]


def written(title: str, fields: Sequence[Field], rows: Iterable[Any]) -> Iterator[tuple[int, bytes]]:
    """The workbook in pieces, each with the number of rows that are written by then."""
    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _parts(title):
            package.writestr(name, _XML + text)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_beginning(fields).encode())
            count = 0
            for count, text in _blocks(fields, rows):
                sheet.write(text.encode())
                yield count, sink.taken()
            sheet.write(_end(fields, count).encode())
    yield count, sink.taken()


class _Sink:
    """Where the package is written: nothing is kept longer than until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """All is here."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _blocks(fields: Sequence[Field], rows: Iterable[Any]) -> Iterator[tuple[int, str]]:
    writers = [_writer(field, _letters(place)) for place, field in enumerate(fields)]
    numbered = enumerate(rows, start=2)
    while block := [_row(writers, str(number), row) for number, row in islice(numbered, _ROWS_AT_ONCE)]:
        count = int(block[-1][0]) - 1
        yield count, "".join(text for _, text in block)


def _row(writers: Sequence[Callable[[Any, str], str]], number: str, row: Any) -> tuple[str, str]:
    return number, f'<row r="{number}">{"".join([write(row, number) for write in writers])}</row>'


def _writer(field: Field, letters: str) -> Callable[[Any, str], str]:
    """Writes the cell of a row; the hot loop of an export, so all that is fixed is put together here."""
    of, number = field.of, f'<c s="{field.style}" r="{letters}'
    whole = f'<c s="{WHOLE}" r="{letters}' if field.style == QUANTITY else ""  # its own format would end in a comma

    def write(row: Any, at: str) -> str:
        value = of(row)
        if value is None:
            return ""
        if value.__class__ is not Decimal:
            return other(value, at)
        return f'{whole if whole and value == int(value) else number}{at}"><v>{value}</v></c>'

    def other(value: Any, at: str) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr" r="{letters}{at}"><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'
        if isinstance(value, bool):
            return f'<c t="b" r="{letters}{at}"><v>{value:d}</v></c>'
        return f'{number}{at}"><v>{_serial(value) if isinstance(value, date) else value}</v></c>'

    return write


def harmless(text: str) -> str:
    """A text that a spreadsheet takes for a formula, kept from it by an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def _escaped(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT]
    if not _SPECIAL.search(text):
        return text
    return _MARKUP.sub(lambda sign: _ESCAPED.get(sign[0], ""), harmless(text))


def _serial(value: date) -> float | int:
    """Days since the end of 1899; of a moment, as its clock shows it."""
    if not isinstance(value, datetime):
        return (value - _EPOCH).days
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return (value.date() - _EPOCH).days + seconds / _DAY


def _letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    head, last = divmod(place, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + last)


def _beginning(fields: Sequence[Field]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{field.width:.2f}" customWidth="1"/>'
        for place, field in enumerate(fields, start=1)
    )
    heads = "".join(
        f'<c t="inlineStr" s="{_HEAD_STYLE}" r="{_letters(place)}1"><is><t>{_escaped(field.title)}</t></is></c>'
        for place, field in enumerate(fields)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{heads}</row>'
    )


def _end(fields: Sequence[Field], count: int) -> str:
    return f'</sheetData><autoFilter ref="A1:{_letters(len(fields) - 1)}{count + 1}"/></worksheet>'


def _parts(title: str) -> Iterator[tuple[str, str]]:
    """What stands around the sheet in every workbook."""
    rels = f'xmlns="{_PACKAGE}/relationships"'
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'<Relationships {rels}><Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'<Relationships {rels}><Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>'
        ),
    )
    yield (
        "xl/workbook.xml",
        (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="{_sheet_name(title)}" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>'
        ),
    )
    yield "xl/styles.xml", _styles()


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode="{text}"/>' for place, text in enumerate(_FORMATS) if place
    )
    plain = "".join(
        f'<xf numFmtId="{164 + place if place else 0}" fontId="0" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="{int(place > 0)}"/>'
        for place in range(len(_FORMATS))
    )
    font = '<font>{}<sz val="11"/><name val="Calibri"/></font>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(_FORMATS) - 1}">{formats}</numFmts>'
        f'<fonts count="2">{font.format("")}{font.format("<b/>")}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_FORMATS) + 1}">{plain}'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
    )


def _sheet_name(title: str) -> str:
    name = "".join(" " if mark in "[]:*?/\\" else mark for mark in title).strip("' ")[:_LONGEST_TITLE] or "Sheet"
    return _escaped(name).replace('"', "&quot;")
