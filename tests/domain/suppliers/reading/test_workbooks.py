"""Workbooks of all kinds: cells as people see them, where they see them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from optom.domain.suppliers.reading import limits

from .written import SAMPLES, needs_samples, ods, only, put, read, refused, rows, xlsb, zipped

OLD = SAMPLES / "prices-ru/wondersell+pricelist-parser/tests__samples__sample.xls"


def book(path: Path, *cells: tuple[int, int, Any, str]) -> Path:
    """One sheet of cells by place, each with a number format."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Прайс")
        for row, column, value, pattern in cells:
            sheet.write(row, column, value, made.add_format({"num_format": pattern}) if pattern else None)
    return path


def test_a_row_and_a_column_stay_where_people_see_them(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", (2, 1, "Артикул", ""), (4, 2, "Цена", ""))

    assert rows(only(path)) == [(None,) * 3, (None,) * 3, (None, "Артикул", None), (None,) * 3, (None, None, "Цена")]


def test_a_sheet_that_begins_with_an_error_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_formula("C2", "=NA()", None, "#N/A")
        sheet.write("D2", "x")
        sheet.write("B3", 1)

    assert rows(only(path)) == [(None,) * 4, (None, None, None, "x"), (None, "1", None, None)]


@pytest.mark.parametrize(
    ("value", "pattern", "seen"),
    [
        (10, "", "10"),
        (120.5, "0.00", "120.5"),
        (0.1 + 0.2, "", "0.3"),
        (1234567.1299999999, "", "1234567.13"),
        (11.299999999, "", "11.299999999"),
        (4607120000000, "", "4607120000000"),
        (4.60712e12, "0.00E+00", "4607120000000"),
        (42, "00000", "00042"),
        (42, "00000;-00000", "00042"),
        (180204, "0", "180204"),
        (datetime(2026, 1, 2), "dd.mm.yyyy", "2026-01-02"),  # noqa: DTZ001 -- Excel's
        (datetime(2026, 1, 2, 3, 4), "dd.mm.yyyy hh:mm", "2026-01-02 03:04:00"),  # noqa: DTZ001 -- Excel's
        (True, "", "true"),
        ("00123", "", "00123"),
        ("  с пробелами ", "", "  с пробелами "),
        ("#N/A", "", "#N/A"),
    ],
)
def test_cells_as_people_see_them(tmp_path: Path, value: Any, pattern: str, seen: str) -> None:
    assert rows(only(book(tmp_path / "a.xlsx", (0, 0, value, pattern)))) == [(seen,)]


def test_formulas_give_their_last_values_and_errors_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="a"', None, "текст")
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write("D1", "x")

    assert rows(only(path)) == [("2", "текст", None, "x")]


def test_a_merged_cell_has_its_value_in_each_row(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.merge_range("B2:B4", "Подшипники")
        sheet.merge_range("D2:E3", 7, made.add_format({"num_format": "000"}))
        sheet.write_column("C2", [1, 2, 3, 4])

    assert rows(only(path)) == [
        (None,) * 4,
        (None, "Подшипники", "1", "007"),
        (None, "Подшипники", "2", "007"),
        (None, "Подшипники", "3", None),
        (None, None, "4", None),
    ]


def test_hidden_sheets_are_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for name in ("Прайс", "Пусто", "Скрыт", "Очень скрыт"):
            made.add_worksheet(name).write(0, 0, name) if name != "Пусто" else made.add_worksheet(name)
        made.get_worksheet_by_name("Скрыт").hide()
        made.get_worksheet_by_name("Очень скрыт").very_hidden()
        made.add_chartsheet("График").set_chart(chart := made.add_chart({"type": "line"}))
        chart.add_series({"values": "=Прайс!$A$1:$A$1"})

    assert [(table.name, table.is_hidden, rows(table)) for table in read(path)] == [
        ("Прайс", False, [("Прайс",)]),
        ("Пусто", False, []),
        ("Скрыт", True, [("Скрыт",)]),
        ("Очень скрыт", True, [("Очень скрыт",)]),
    ]


def test_parts_may_be_written_with_prefixes(tmp_path: Path) -> None:
    """As the libraries of Microsoft's own write them."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = f'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"'
    first = '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>Цена</x:t></x:is></x:c></x:row>'
    second = '<x:row r="3"><x:c r="B3"><x:v>5</x:v></x:c></x:row>'

    def related(kind: str, target: str) -> str:
        points = f'<Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}">{points}</Relationships>'

    path = zipped(
        tmp_path / "a.xlsx",
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<x:workbook {main}><x:sheets><x:sheet name="A" r:id="r1"/></x:sheets></x:workbook>',
            "xl/_rels/workbook.xml.rels": related("worksheet", "/xl/worksheets/a.xml"),
            "xl/worksheets/a.xml": f"<x:worksheet {main}><x:sheetData>{first}{second}</x:sheetData></x:worksheet>",
        },
    )

    assert rows(only(path)) == [(None, None), (None, "Цена"), (None, "5")]


def test_a_binary_workbook(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", [(2, 1, "Болты", 0), (2, 3, 42, 1), (3, 3, 120.5, 0), (4, 3, 7, 0)], [(2, 4, 1)])

    table = only(path)

    assert (table.name, table.is_hidden) == ("Скрытый", True)
    assert rows(table) == [
        (None,) * 4,
        (None,) * 4,
        (None, "Болты", None, "00042"),
        (None, "Болты", None, "120.5"),
        (None, "Болты", None, "7"),
    ]


def test_an_open_document(tmp_path: Path) -> None:
    def cell(kind: str, seen: str, value: str = "", more: str = "") -> str:
        told = {"float": f'office:value="{value}"', "date": f'office:date-value="{value}"'}.get(kind, "")
        told = f'office:boolean-value="{value}"' if kind == "boolean" else told
        return f'<table:table-cell office:value-type="{kind}" {told} {more}><text:p>{seen}</text:p></table:table-cell>'

    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    body = (
        '<table:table table:name="Прайс"><table:table-row table:number-rows-repeated="2">'
        f"{blank.format(16384)}</table:table-row><table:table-row>{blank.format(1)}"
        + cell("string", "две<text:s text:c='2'/>части", more='table:number-rows-spanned="2"')
        + cell("float", "00042", "42")
        + cell("float", "1 234,50", "1234.5")
        + "</table:table-row><table:table-row>"
        + blank.format(1)
        + "<table:covered-table-cell/>"
        + cell("date", "02.01.2026", "2026-01-02T00:00:00")
        + cell("boolean", "ИСТИНА", "true")
        + cell("string", "#Н/Д", more='calcext:value-type="error"')
        + cell("string", "x", more='table:number-columns-repeated="2"')
        + '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
        + f"{blank.format(16384)}</table:table-row></table:table>"
        '<table:table table:name="Тайна" table:style-name="ta2"><table:table-row>'
        + cell("string", "шт")
        + "</table:table-row></table:table>"
    )
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'

    first, second = read(ods(tmp_path / "a.ods", body, style))

    assert rows(first) == [
        (None,) * 7,
        (None,) * 7,
        (None, "две  части", "00042", "1234.5", None, None, None),
        (None, "две  части", "2026-01-02", "true", None, "x", "x"),
    ]
    assert (second.name, second.is_hidden, rows(second)) == ("Тайна", True, [("шт",)])


def test_a_workbook_as_one_xml_under_the_name_of_xls(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = put(
        tmp_path / "price.xls",
        f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="{space}" xmlns:ss="{space}" xmlns:x="urn:schemas-microsoft-com:office:excel">
        <Styles><Style ss:ID="s1"><NumberFormat ss:Format="00000"/></Style></Styles>
        <Worksheet ss:Name="Прайс"><Table><Row ss:Index="3"><Cell ss:Index="2" ss:MergeDown="1"><Data
        ss:Type="String">Болты</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">42</Data></Cell></Row>
        <Row><Cell ss:Index="3"><Data ss:Type="Number">11.299999999999999</Data></Cell>
        <Cell><Data ss:Type="DateTime">2026-01-02T00:00:00.000</Data></Cell>
        <Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table>
        </Worksheet><Worksheet ss:Name="Тайна"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
        <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
        </WorksheetOptions></Worksheet></Workbook>""",
    )

    first, second = read(path)

    assert rows(first) == [
        (None,) * 5,
        (None,) * 5,
        (None, "Болты", "00042", None, None),
        (None, "Болты", "11.3", "2026-01-02", "true"),
    ]
    assert (second.name, second.is_hidden) == ("Тайна", True)


@needs_samples
def test_an_old_workbook() -> None:
    first, second, third = read(OLD)

    assert (first.name, rows(first)[0][:3]) == ("Лист с заголовком", ("A1", "B1", "C1"))
    assert rows(second)[3][1:3] == ("Артикул", "Описание")
    assert "2020-04-22 12:38:26.074000" in rows(third)[2]


def test_what_only_a_password_opens_is_said_to_be_so(tmp_path: Path) -> None:
    folder = b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096
    locked = put(tmp_path / "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + folder)
    document = ods(tmp_path / "a.ods", "", manifest="<encryption-data/>")

    assert refused(locked) == refused(document) == "files.locked"


def test_damaged_workbooks_are_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "a.xlsx", *((row, 0, f"товар {row}", "") for row in range(3000))).read_bytes()

    for cut in (100, len(whole) // 2, len(whole) - 30):
        assert refused(put(tmp_path / "cut.xlsx", whole[:cut])) == "files.not_a_table"
    assert refused(put(tmp_path / "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)) == "files.not_a_table"
    assert refused(zipped(tmp_path / "a.docx", {"[Content_Types].xml": "", "word/document.xml": ""})) == "files.unknown"


@needs_samples
@pytest.mark.parametrize("cut", [5, 2, 1.1])
def test_damaged_old_workbooks_are_refused(tmp_path: Path, cut: float) -> None:
    whole = OLD.read_bytes()

    assert refused(put(tmp_path / "cut.xls", whole[: int(len(whole) / cut)])) == "files.not_a_table"


def test_bombs_are_not_opened(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": " " * (60 * 1024 * 1024)}

    assert refused(zipped(tmp_path / "bomb.xlsx", parts)) == "files.bomb"


def test_too_wide_and_too_long_sheets_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = book(tmp_path / "a.xlsx", (0, 0, "x", ""), (0, 5000, "y", ""))
    assert refused(wide) == "files.wide"

    monkeypatch.setattr(limits, "MOST_ROWS", 10)
    assert refused(book(tmp_path / "b.xlsx", (10, 0, "x", ""))) == "files.long"
