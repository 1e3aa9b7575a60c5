"""A quote as a workbook of Excel, made of what its paper says: sums are numbers, the total is a formula."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from optom.domain.quotes.queries import QuotedFile, QuotePayload

from .paper_files import Shape, has_facts
from .sheets.cells import harmless
from .sheets.exporting import XLSX
from .xml_papers import XmlFile

_WIDTHS = (5, 18, 48, 10, 7, 13, 9, 15, 30)
_FIRST_FORMULA, _SUM = "H", 7
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "ru": {
        "sheet": "КП",
        "head": ("№", "Артикул", "Товар", "Кол-во", "Ед.", "Цена с НДС", "НДС", "Сумма с НДС", "Срок"),
        "seller": "Поставщик",
        "buyer": "Покупатель",
        "total": "Итого с НДС",
        "no_vat": "без НДС",
    },
    "en": {
        "sheet": "Quote",
        "head": ("No.", "Article", "Goods", "Quantity", "Unit", "Price incl. VAT", "VAT", "Amount incl. VAT", "When"),
        "seller": "Seller",
        "buyer": "Buyer",
        "total": "Total incl. VAT",
        "no_vat": "no VAT",
    },
}


def workbook(payload: QuotePayload, at: datetime) -> XmlFile:
    """The workbook under the name of the quote; the same quote gives the same bytes."""
    content, words = io.BytesIO(), _WORDS[payload["language"]]
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "in_memory": True}) as book:
        book.set_properties({"title": payload["heading"], "created": at.astimezone(UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet(words["sheet"])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        head = _write_head(book, sheet, payload, words)
        _write_lines(book, sheet, payload, words, head)
    return XmlFile(f"{payload['heading'].replace('/', '-')}.xlsx", content.getvalue())


def _write_head(book: Any, sheet: Any, payload: QuotePayload, words: Mapping[str, Any]) -> int:
    """Who promises whom what until when; the row of the column heads."""
    sides = ((words["seller"], payload["seller"]), (words["buyer"], payload["buyer"]))
    said = [
        payload["heading"],
        *(", ".join(filter(None, (word, side["name"], side["details"]))) for word, side in sides),
        payload["basis"],
        payload["valid_until"],
        payload["note"],
    ]
    texts = [text for text in said if text]
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, harmless(text), book.add_format({"bold": row == 0, "font_size": 11 if row else 14}))
    return len(texts) + 1


def _write_lines(book: Any, sheet: Any, payload: QuotePayload, words: Mapping[str, Any], head: int) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F4F6", "text_wrap": True})
    money = book.add_format({"num_format": "#,##0.00"})
    price, total = (
        book.add_format({"num_format": "#,##0.00##"}),
        book.add_format({"num_format": "#,##0.00", "bold": True}),
    )
    for column, text in enumerate(words["head"]):
        sheet.write_string(head, column, text, bold)
    for row, line in enumerate(payload["facts"]["lines"], start=head + 1):
        _write_line(sheet, row, row - head, line, words["no_vat"], price=price, money=money)
    end = head + len(payload["facts"]["lines"]) + 1
    formula = f"=SUM({_FIRST_FORMULA}{head + 2}:{_FIRST_FORMULA}{end})"
    sheet.write_string(end, 2, words["total"], book.add_format({"bold": True}))
    sheet.write_formula(end, _SUM, formula, total, float(payload["facts"]["total"]["sum"]))
    sheet.freeze_panes(head + 1, 0)


def _write_line(sheet: Any, row: int, position: int, line: QuotedFile, no_vat: str, *, price: Any, money: Any) -> None:
    quantity, total = float(line["quantity"]), float(line["sum"])
    rate = f"{line['percent']}%".replace(".", ",") if line["percent"] else no_vat
    sheet.write_number(row, 0, position)
    for column, text in ((1, line["article"]), (2, line["name"]), (4, line["unit"]), (6, rate), (8, line["when"])):
        sheet.write_string(row, column, harmless(text))
    sheet.write_number(row, 3, quantity)
    sheet.write_number(row, 5, round(total / quantity, 4), price)
    sheet.write_number(row, _SUM, total, money)


SHAPES_OF_QUOTES = {"xlsx": Shape("XLSX", XLSX, workbook, has_facts)}
