"""A workbook of one sheet, written while its rows are read: it takes as little memory for a million rows as for ten.

Only what exports and order forms need: a bold head that stays in sight and filters, widths, numbers and dates as
Excel's own, formulas, cells that alone may be typed into. Texts stand in their cells (no table of shared ones, which
would have to be kept until the end).
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
_TOTAL_STYLE = _HEAD_STYLE + 1
TYPED = _HEAD_STYLE + 2  # a quantity that may be typed where all else is locked
_TYPED_FILL = "FFFFFBE6"
_LOCKED = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
)
_LAST_ROW = 1_048_576
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
    """A column: its head, how its values are shown, its width in signs, and the value of a row.

    A ``formula`` names the row of a cell as ``{row}``; the value is what it comes to. ``check`` is such a formula for
    what is typed, and the warning where it does not hold. Hidden columns stand behind all others.
    """

    title: str
    style: int
    width: float
    of: Callable[[Any], Any]
    formula: str = ""
    check: tuple[str, str] | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the rows: a ``title`` above the heads, beside it the sum of a column, so many columns that
    stay in sight. Where it ``is_locked``, only cells of the style `TYPED` are typed into.
    """

    title: str = ""
    summed: int | None = None
    frozen: int = 0
    is_locked: bool = False

    @property
    def head(self) -> int:
        """The row of the heads."""
        return 3 if self.title else 1


def written(
    title: str, fields: Sequence[Field], rows: Iterable[Any], frame: Frame = Frame()
) -> Iterator[tuple[int, bytes]]:
    """The workbook in pieces, each with the number of rows that are written by then."""
    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _parts(title, has_formulas=any(field.formula for field in fields)):
            package.writestr(name, _XML + text)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_beginning(fields, frame).encode())
            count = 0
            for count, text in _blocks(fields, rows, frame.head):
                sheet.write(text.encode())
                yield count, sink.taken()
            sheet.write(_end(fields, frame, frame.head + count).encode())
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


def _blocks(fields: Sequence[Field], rows: Iterable[Any], head: int) -> Iterator[tuple[int, str]]:
    writers = [_writer(field, _letters(place)) for place, field in enumerate(fields)]
    numbered = enumerate(rows, start=head + 1)
    while block := [_row(writers, str(number), row) for number, row in islice(numbered, _ROWS_AT_ONCE)]:
        count = int(block[-1][0]) - head
        yield count, "".join(text for _, text in block)


def _row(writers: Sequence[Callable[[Any, str], str]], number: str, row: Any) -> tuple[str, str]:
    return number, f'<row r="{number}">{"".join([write(row, number) for write in writers])}</row>'


def _writer(field: Field, letters: str) -> Callable[[Any, str], str]:
    """Writes the cell of a row; the hot loop of an export, so all that is fixed is put together here."""
    if field.formula:
        return _calculator(field, letters)
    of, number = field.of, f'<c s="{field.style}" r="{letters}'
    whole = f'<c s="{WHOLE}" r="{letters}' if field.style == QUANTITY else ""  # its own format would end in a comma
    empty = number if field.style == TYPED else ""  # that it is not locked stands in the cell

    def write(row: Any, at: str) -> str:
        value = of(row)
        if value is None:
            return f'{empty}{at}"/>' if empty else ""
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


def _calculator(field: Field, letters: str) -> Callable[[Any, str], str]:
    of, before, after = field.of, *_escaped_formula(field.formula).split("{row}", 1)
    cell = f'<c s="{field.style}" r="{letters}'

    def write(row: Any, at: str) -> str:
        text = before + at + after.replace("{row}", at)
        return f'{cell}{at}"><f>{text}</f><v>{of(row)}</v></c>'

    return write


def _escaped_formula(text: str) -> str:
    return _MARKUP.sub(lambda sign: _ESCAPED.get(sign[0], ""), text)


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


def _beginning(fields: Sequence[Field], frame: Frame) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{field.width:.2f}" customWidth="1" hidden="{field.is_hidden:d}"/>'
        for place, field in enumerate(fields, start=1)
    )
    heads = "".join(_bold(place, frame.head, field.title) for place, field in enumerate(fields))
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}">'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(frame)}</sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData>{_above(frame)}<row r="{frame.head}">{heads}</row>'
    )


def _bold(place: int, row: int, text: str) -> str:
    return f'<c t="inlineStr" s="{_HEAD_STYLE}" r="{_letters(place)}{row}"><is><t>{_escaped(text)}</t></is></c>'


def _pane(frame: Frame) -> str:
    columns = f'xSplit="{frame.frozen}" ' if frame.frozen else ""
    active = "bottomRight" if frame.frozen else "bottomLeft"
    first = f"{_letters(frame.frozen)}{frame.head + 1}"
    return f'<pane {columns}ySplit="{frame.head}" topLeftCell="{first}" activePane="{active}" state="frozen"/>'


def _above(frame: Frame) -> str:
    """The title, and the sum of a column whose end is not known yet: of all rows that a sheet can have."""
    if not frame.title:
        return ""
    total = ""
    if frame.summed is not None:
        letters = _letters(frame.summed)
        area = f"{letters}{frame.head + 1}:{letters}{_LAST_ROW}"
        total = f'<c s="{_TOTAL_STYLE}" r="{letters}1"><f>SUM({area})</f></c>'
    return f'<row r="1">{_bold(0, 1, frame.title)}{total}</row>'


def _end(fields: Sequence[Field], frame: Frame, last: int) -> str:
    shown = sum(not field.is_hidden for field in fields)
    return (
        f"</sheetData>{_LOCKED if frame.is_locked else ''}"
        f'<autoFilter ref="A{frame.head}:{_letters(shown - 1)}{last}"/>{_checks(fields, frame, last)}</worksheet>'
    )


def _checks(fields: Sequence[Field], frame: Frame, last: int) -> str:
    """What is warned of where it is typed."""
    first = frame.head + 1
    told = [
        f'<dataValidation type="custom" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        f'error="{_quoted(field.check[1])}" sqref="{_letters(place)}{first}:{_letters(place)}{max(last, first)}">'
        f"<formula1>{_escaped_formula(field.check[0]).replace('{row}', str(first))}</formula1></dataValidation>"
        for place, field in enumerate(fields)
        if field.check
    ]
    return f'<dataValidations count="{len(told)}">{"".join(told)}</dataValidations>' if told else ""


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _parts(title: str, *, has_formulas: bool) -> Iterator[tuple[str, str]]:
    """What stands around the sheet in every workbook. Of one that calculates Excel asks whether to save it."""
    calculated = '<calcPr fullCalcOnLoad="1"/>' if has_formulas else ""
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
            f'r:id="rId1"/></sheets>{calculated}</workbook>'
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
    fill = '<fill><patternFill patternType="{}">{}</patternFill></fill>'
    dots = "".join(f'<{side} style="hair"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(_FORMATS) - 1}">{formats}</numFmts>'
        f'<fonts count="2">{font.format("")}{font.format("<b/>")}</fonts>'
        f'<fills count="3">{fill.format("none", "")}{fill.format("gray125", "")}'
        f'{fill.format("solid", f"""<fgColor rgb="{_TYPED_FILL}"/>""")}</fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{dots}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_FORMATS) + 3}">{plain}'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        f'<xf numFmtId="{164 + MONEY}" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" '
        f'applyNumberFormat="1"/><xf numFmtId="{164 + QUANTITY}" fontId="0" fillId="2" borderId="1" xfId="0" '
        'applyNumberFormat="1" applyFill="1" applyBorder="1" applyProtection="1"><protection locked="0"/></xf>'
        "</cellXfs></styleSheet>"
    )


def _sheet_name(title: str) -> str:
    name = "".join(" " if mark in "[]:*?/\\" else mark for mark in title).strip("' ")[:_LONGEST_TITLE] or "Sheet"
    return _quoted(name)
