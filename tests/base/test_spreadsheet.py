"""Files that buyers send: every kind is rows of text, and none may break or burden the program."""

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from optom.base import spreadsheet
from optom.base.refusal import Refusal
from tests.workbooks import write_workbook

SHARED = Path(os.environ.get("OPTOM_SHARED") or Path(__file__).resolve().parents[3] / "shared")
OLD = SHARED / "samples/prices-ru/wondersell+pricelist-parser/tests__samples__sample.xls"
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Лист1">
<table:table-row><table:table-cell office:value-type="string"><text:p>Артикул</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="10"><text:p>10</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def xlsx(tmp_path: Path, *rows: dict[str, Any]) -> bytes:
    path = tmp_path / "list.xlsx"
    write_workbook(rows, path)
    return path.read_bytes()


def test_every_sheet_that_has_rows_is_told_with_what_is_hidden_or_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("Пусто", 0), ("Заявка", 2), ("Справочник", 1)):
            sheet = book.add_worksheet(name)
            for row in range(rows):
                sheet.write_row(row, 0, [f"A-{row}", 5])
        last = book.get_worksheet_by_name("Справочник")
        last.hide()
        last.write(0, spreadsheet.MOST_COLUMNS + 3, "далеко")
    content = path.read_bytes()

    first, second = spreadsheet.sheets_of(content)

    assert (first.name, first.rows, first.is_hidden, first.more_columns) == (
        "Заявка", [["A-0", "5"], ["A-1", "5"]], False, 0,
    )  # fmt: skip
    assert (second.name, len(second.rows[0]), second.is_hidden, second.more_columns) == (
        "Справочник", 2, True, 1,
    )  # fmt: skip
    assert spreadsheet.rows_of(content) == first.rows


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return content.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        spreadsheet.text_of(content) if spreadsheet.is_text(content) else spreadsheet.rows_of(content)
    return refusal.value.code


def test_a_workbook_is_rows_of_text_as_people_see_them(tmp_path: Path) -> None:
    content = xlsx(
        tmp_path,
        {"Артикул": "00123", "Код": 180204, "Цена": 10.5, "Когда": datetime(2026, 1, 2)},  # noqa: DTZ001 -- Excel's
        {"Артикул": None, "Код": 7, "Цена": 10, "Когда": None},
    )

    assert not spreadsheet.is_text(content)
    assert spreadsheet.rows_of(content) == [
        ["Артикул", "Код", "Цена", "Когда"],
        ["00123", "180204", "10.5", "2026-01-02 00:00:00"],
        ["", "7", "10", ""],
    ]


def test_an_open_document_is_read_with_what_it_hides() -> None:
    unseen = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
    styles = f"<office:automatic-styles>{unseen}</style:style></office:automatic-styles>"
    second = (
        '<table:table table:name="Списки" table:style-name="ta2"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>шт</text:p></table:table-cell></table:table-row>'
        "</table:table>"
    )
    text = ODS.replace("\n", "").replace("<office:body>", f"{styles}<office:body>")
    text = text.replace("</office:spreadsheet>", f"{second}</office:spreadsheet>")
    content = packed({"mimetype": ODS_TYPE, "META-INF/manifest.xml": MANIFEST, "content.xml": text})

    assert spreadsheet.rows_of(content) == [["Артикул", "10"]]
    assert [(one.name, one.rows, one.is_hidden) for one in spreadsheet.sheets_of(content)] == [
        ("Лист1", [["Артикул", "10"]], False),
        ("Списки", [["шт"]], True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_text_of_any_usual_encoding_is_read(encoding: str) -> None:
    content = "Артикул;Кол-во\nПодшипник № 5;10".encode(encoding)

    assert spreadsheet.is_text(content)
    assert spreadsheet.text_of(content) == "Артикул;Кол-во\nПодшипник № 5;10"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing of a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        packed({"readme.txt": "no workbook"}),
        b"%PDF-1.7\0\0\xff",
        "\0".encode("utf-16"),
    ],
    ids=["zip", "ole", "zip without a book", "pdf", "nul"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert refused(content) == "files.not_a_table"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    content = xlsx(tmp_path, *({"A": str(number)} for number in range(500)))

    for cut in (100, len(content) // 2, len(content) - 30):
        assert refused(content[:cut]) == "files.not_a_table"


def test_what_unpacks_to_gigabytes_is_not_opened() -> None:
    bomb = packed({"xl/worksheets/sheet1.xml": " " * (310 * 1024 * 1024)})

    assert len(bomb) < spreadsheet.MOST_BYTES
    assert refused(bomb) == "files.too_large"


def test_a_file_larger_than_any_list_is_refused() -> None:
    assert refused(b"A;1\n" * (spreadsheet.MOST_BYTES // 4 + 1)) == "files.too_large"


@pytest.mark.skipif(not OLD.exists(), reason=f"the shared samples are not at {OLD}")
def test_an_old_workbook_is_read() -> None:
    content = OLD.read_bytes()

    rows = spreadsheet.rows_of(content)

    assert spreadsheet.sheets_of(content)[0].rows == rows
    assert rows[0][:3] == ["A1", "B1", "C1"]
    assert rows[0][4] == ""
    assert "© WonderSell 2020" in rows[10], "a row is where it stands in the book"


def test_a_workbook_is_known_also_where_it_cannot_be_opened(tmp_path: Path) -> None:
    book, ole = xlsx(tmp_path, {"A": 1}), b"\xd0\xcf\x11\xe0" + b"\0" * 512
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    sealed = packed({"mimetype": ODS_TYPE, "content.xml": "\x07"})

    for content in (book, book[: len(book) // 2], book[:-30], ole, locked, sealed, sealed[:200]):
        assert spreadsheet.is_workbook(content)


def test_what_is_packed_or_written_otherwise_is_no_workbook(tmp_path: Path) -> None:
    book = xlsx(tmp_path, {"A": 1})
    letter, archive = (packed({name: book}) for name in ("word/embeddings/a.xlsx", "book.xlsx"))
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "WordDocument".encode("utf-16-le")

    for content in (letter, archive, old, b"PK\x03\x04", b"%PDF-1.7", b"a;b", b""):
        assert not spreadsheet.is_workbook(content)
