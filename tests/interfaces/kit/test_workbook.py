"""The workbook of an export: what was put in comes out, in pieces, in little memory, and says how far it is."""

import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

import fastexcel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.interfaces.kit.sheets import Column, Kind
from optom.interfaces.kit.sheets.cells import harmless
from optom.interfaces.kit.sheets.exporting import csv_text, framed, xlsx

COLUMNS = [
    Column("name", "Имя & <К°>", value=lambda row: row[0]),
    Column("sum", "Сумма", Kind.MONEY, value=lambda row: row[1]),
    Column("on", "Дата", Kind.DATE, value=lambda row: row[2]),
    Column("at", "Когда", Kind.MOMENT, value=lambda row: row[3]),
    Column("state", "Состояние", Kind.CHOICE, choices={"held": "в резерве"}, value=lambda row: row[4]),
    Column("is_on", "Да", Kind.FLAG, value=lambda row: row[5]),
]
ROW = ("А & <б> \x0b1", Decimal("1234.50"), date(2026, 11, 26), datetime(2026, 11, 26, 9, 30, tzinfo=UTC), "held", True)


def book(rows: list[Any]) -> bytes:
    return b"".join(piece for _, piece in xlsx("Заказы [1]", COLUMNS, rows))


def test_a_reader_of_workbooks_finds_heads_numbers_dates_and_words() -> None:
    read = fastexcel.read_excel(book([ROW, (None,) * 6]))
    sheet = read.load_sheet(0).to_polars()

    assert read.sheet_names == ["Заказы  1"]
    assert sheet.columns == ["Имя & <К°>", "Сумма", "Дата", "Когда", "Состояние", "Да"]
    told = ("А & <б> 1", "1234.5", "2026-11-26 00:00:00", "2026-11-26 12:30:00", "в резерве", "True")
    assert tuple(map(str, sheet.row(0))) == told


def test_a_sheet_without_rows_has_its_heads() -> None:
    assert fastexcel.read_excel(book([])).load_sheet(0, header_row=None).to_polars().row(0)[1] == "Сумма"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine says nothing of the writer
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=20))
def test_whatever_is_written_somewhere_makes_a_sound_workbook(texts: list[str]) -> None:
    content = book([(text, *ROW[1:]) for text in texts])

    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert fastexcel.read_excel(content).load_sheet(0).to_polars().height == len(texts)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.none() | st.text("=+-@|&<>\x01\tаZ9 ", max_size=4), min_size=1, max_size=9))
def test_no_text_turns_into_a_formula_whatever_stands_beside_it(texts: list[str | None]) -> None:
    """A block of texts is looked at as one: each comes out as if it stood alone."""
    content = book([(text, *ROW[1:]) for text in texts])
    read = fastexcel.read_excel(content).load_sheet(0, dtypes={0: "string"}).to_polars()

    assert read["Имя & <К°>"].to_list() == [harmless((text or "").replace("\x01", "")) or None for text in texts]


@pytest.mark.parametrize("kind", [Kind.QUANTITY, Kind.PRICE, Kind.INTEGER])
def test_a_column_of_all_sorts_of_values_keeps_each(kind: Kind) -> None:
    values = [Decimal("2.500"), None, 3, "нет", True, Decimal("1E+2"), Decimal("-0.10")]
    columns = [Column("number", "№", Kind.INTEGER, value=itemgetter(0)), Column("x", "x", kind, value=itemgetter(1))]
    content = b"".join(piece for _, piece in xlsx("x", columns, list(enumerate(values))))

    read = fastexcel.read_excel(content).load_sheet(0, dtypes={1: "string"}).to_polars()
    assert read["x"].to_list() == ["2.5", None, "3", "нет", "true", "100", "-0.1"]


def many(count: int) -> Iterator[Any]:
    for number in range(count):
        yield (f"Подшипник {number}", *ROW[1:])


def peak(count: int) -> int:
    """The most memory that writing takes while somebody takes the pieces."""
    tracemalloc.start()
    for _ in xlsx("x", COLUMNS, many(count)):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_ten_times_the_rows_take_no_more_memory() -> None:
    peak(1000)
    assert peak(20_000) < 1.5 * peak(2000)


def test_a_framed_file_tells_how_many_rows_are_in_it_and_where_it_ends() -> None:
    stream = b"".join(framed(csv_text(COLUMNS, many(1200))))
    told, content = [], b""
    while stream:
        rows, length = struct.unpack(">II", stream[:8])
        told.append(rows)
        content += stream[8 : 8 + length]
        stream = stream[8 + length :]

    assert told == [0, 500, 1000, 1200, 1200]
    assert len(content.decode("utf-8-sig").splitlines()) == 1201


def test_whoever_stops_listening_stops_the_reading() -> None:
    read = []

    def rows() -> Iterator[Any]:
        for row in many(100_000):
            read.append(row)
            yield row

    pieces = framed(xlsx("x", COLUMNS, rows()))
    next(pieces)
    pieces.close()
    assert len(read) <= 2000


NUMBERS = [
    Column("quantity", "Количество", Kind.QUANTITY, value=lambda row: row[0]),
    Column("price", "Цена", Kind.PRICE, value=lambda row: row[1]),
    Column("sum", "Сумма", Kind.MONEY, value=lambda row: row[2]),
]


def test_numbers_of_a_file_have_the_digits_of_the_screen() -> None:
    rows = [("100.0000", "12.5000", "1250"), ("0.2500", "12.3456", "3.0864"), ("-3.0000", "0", "-0.50")]
    given = [tuple(map(Decimal, row)) for row in rows]

    lines = b"".join(piece for _, piece in csv_text(NUMBERS, given)).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["100;12,50;1250,00", "0,25;12,3456;3,09", "-3;0,00;-0,50"]


def test_a_whole_quantity_has_no_lonely_comma_in_excel() -> None:
    given = [tuple(map(Decimal, row)) for row in [("100.0000", "1", "1"), ("0.2500", "1", "1")]]
    content = b"".join(piece for _, piece in xlsx("x", NUMBERS, given))
    package = zipfile.ZipFile(io.BytesIO(content))
    sheet, styles = (package.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))

    formats = dict(re.findall(r'numFmtId="(\d+)" formatCode="([^"]+)"', styles))
    of_cells = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    shown = {cell: formats.get(of_cells[int(style)]) for style, cell in re.findall(r'<c s="(\d+)" r="(A[23])"', sheet)}
    assert shown == {"A2": "#,##0", "A3": "#,##0.###"}
