"""An issued invoice as a workbook that an accountant opens, checks and prints."""

import io
import re
import zipfile
from datetime import timedelta

import fastexcel

from optom.interfaces.exchange.invoice import WORKBOOK
from tests.domain.documents.samples import AT
from tests.interfaces.exchange.invoice.issued import issued


def cells_of(content: bytes) -> list[list[str]]:
    """What stands in the rows of the workbook, empty cells left out."""
    sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
    return [[str(cell) for cell in row if cell is not None] for row in sheet.to_polars().rows()]


def test_it_says_what_the_paper_says_and_its_sums_are_numbers() -> None:
    rows = cells_of(WORKBOOK.make(issued(), AT).content)

    assert ["Счёт на оплату № 118 от 23 ноября 2026 г."] in rows
    assert ["ПАО Сбербанк, г. Москва", "БИК", "044525225"] in rows
    assert ["ИНН 7700000016   КПП 770001001", "Сч. №", "40702810200000000001"] in rows
    assert any(row[:1] == ["Покупатель"] and row[1].startswith("ООО «Механик», ИНН 7700000023") for row in rows)
    assert ["1", "6204-2RS", "Подшипник 6204", "10", "шт", "122", "22%", "1220"] in rows
    assert ["Итого:", "2135"] in rows
    assert ["В том числе НДС 22%:", "385"] in rows
    assert ["Всего к оплате:", "2135"] in rows
    assert ["Две тысячи сто тридцать пять рублей 00 копеек"] in rows
    assert ["Оплатить не позднее 28.11.2026"] in rows
    assert ["Руководитель", "Петров И. С."] in rows


def test_it_is_set_up_for_a_sheet_of_paper_and_counts_by_itself() -> None:
    file = WORKBOOK.make(issued(), AT)
    book = zipfile.ZipFile(io.BytesIO(file.content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert file.name == "Счёт на оплату № 118 от 23 ноября 2026 г..xlsx"
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert re.search(r"<f>SUM\(H(\d+):H\d+\)</f><v>2135(\.0)?</v>", sheet)
    assert "Print_Titles" in book.read("xl/workbook.xml").decode()
    assert any(name.endswith(".png") for name in book.namelist()), "the code to pay by"
    assert not re.search(r"<f>=?LIT", sheet), "what looks like a formula stays a text"


def test_the_same_paper_is_the_same_workbook_in_either_language() -> None:
    assert WORKBOOK.make(issued(), AT) == WORKBOOK.make(issued(), AT)
    assert WORKBOOK.make(issued(), AT) != WORKBOOK.make(issued(), AT + timedelta(days=1))
    rows = cells_of(WORKBOOK.make(issued(language="en", currency="EUR"), AT).content)
    assert ["Total due:", "2135"] in rows
    assert not WORKBOOK.fits(issued(sides=None))
