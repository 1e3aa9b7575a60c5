"""A workbook of one sheet, written while its rows are read: it takes as little memory for a million rows as for ten.

Only what exports and order forms need: a bold head that stays in sight and filters, widths, numbers and dates as
Excel's own, formulas, cells that alone may be typed into. Texts stand in their cells (no table of shared ones, which
would have to be kept until the end).
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import IO, Any, cast

from .cells import FORMATS, HEAD, MONEY, QUANTITY, TOTAL, Cells, calculated, cells, escaped, escaped_formula

_ROWS_AT_ONCE = 500
_LONGEST_TITLE = 31
_TYPED_FILL = "FFFFFBE6"
_LOCKED = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
)
_LAST_ROW = 1_048_576
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


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
    columns = [(field.of, _cells(field, _letters(place))) for place, field in enumerate(fields)]
    left, count = iter(rows), 0
    while block := list(islice(left, _ROWS_AT_ONCE)):
        numbers = [str(number) for number in range(head + count + 1, head + count + len(block) + 1)]
        count += len(block)
        begins = [f'<row r="{number}">' for number in numbers]
        written = [write(list(map(of, block)), numbers) for of, write in columns]
        yield count, "".join(chain.from_iterable(zip(begins, *written, repeat("</row>"))))


def _cells(field: Field, letters: str) -> Cells:
    return calculated(field.style, letters, field.formula) if field.formula else cells(field.style, letters)


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
    return f'<c t="inlineStr" s="{HEAD}" r="{_letters(place)}{row}"><is><t>{escaped(text)}</t></is></c>'


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
        total = f'<c s="{TOTAL}" r="{letters}1"><f>SUM({area})</f></c>'
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
        f"<formula1>{escaped_formula(field.check[0]).replace('{row}', str(first))}</formula1></dataValidation>"
        for place, field in enumerate(fields)
        if field.check
    ]
    return f'<dataValidations count="{len(told)}">{"".join(told)}</dataValidations>' if told else ""


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;")


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
        f'<numFmt numFmtId="{164 + place}" formatCode="{text}"/>' for place, text in enumerate(FORMATS) if place
    )
    plain = "".join(
        f'<xf numFmtId="{164 + place if place else 0}" fontId="0" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="{int(place > 0)}"/>'
        for place in range(len(FORMATS))
    )
    font = '<font>{}<sz val="11"/><name val="Calibri"/></font>'
    fill = '<fill><patternFill patternType="{}">{}</patternFill></fill>'
    dots = "".join(f'<{side} style="hair"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(FORMATS) - 1}">{formats}</numFmts>'
        f'<fonts count="2">{font.format("")}{font.format("<b/>")}</fonts>'
        f'<fills count="3">{fill.format("none", "")}{fill.format("gray125", "")}'
        f'{fill.format("solid", f"""<fgColor rgb="{_TYPED_FILL}"/>""")}</fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{dots}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS) + 3}">{plain}'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        f'<xf numFmtId="{164 + MONEY}" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" '
        f'applyNumberFormat="1"/><xf numFmtId="{164 + QUANTITY}" fontId="0" fillId="2" borderId="1" xfId="0" '
        'applyNumberFormat="1" applyFill="1" applyBorder="1" applyProtection="1"><protection locked="0"/></xf>'
        "</cellXfs></styleSheet>"
    )


def _sheet_name(title: str) -> str:
    name = "".join(" " if mark in "[]:*?/\\" else mark for mark in title).strip("' ")[:_LONGEST_TITLE] or "Sheet"
    return _quoted(name)
