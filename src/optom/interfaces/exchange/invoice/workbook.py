"""An issued invoice as a workbook of Excel: it prints on A4 as the paper does, its sums are numbers and formulas.

The same payload gives the same bytes: the workbook is dated as of the issue.
"""

import io
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import segno
import xlsxwriter

from optom.base.payment_qr import MASK
from optom.domain.billing.queries import BankText, InvoicePayload, LineFile
from optom.interfaces.kit.sheets.cells import harmless
from optom.interfaces.kit.xml_papers import XmlFile

_WIDTHS = (4, 17, 42, 9, 6, 13, 9, 15)  # of the columns, in signs
_LAST = len(_WIDTHS) - 1
_SIGNS = sum(_WIDTHS)  # of a line across all columns
_LINE = 13  # points of the height of a line
_WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "sheet": "Счёт", "bank": "Банк получателя", "bic": "БИК", "account": "Сч. №", "inn": "ИНН", "kpp": "КПП",
        "payee": "Получатель", "seller": "Поставщик", "buyer": "Покупатель", "consignee": "Грузополучатель",
        "basis": "Основание", "position": "№", "article": "Артикул", "name": "Товары (работы, услуги)",
        "quantity": "Кол-во", "unit": "Ед.", "price": "Цена", "vat": "НДС", "sum": "Сумма", "total": "Итого:",
        "due": "Всего к оплате:", "director": "Руководитель", "accountant": "Бухгалтер", "page": "лист &P из &N",
        "no_vat": "без НДС",
    },
    "en": {
        "sheet": "Invoice", "bank": "Payee's bank", "bic": "BIC", "account": "Acc. No.", "inn": "INN", "kpp": "KPP",
        "payee": "Payee", "seller": "Seller", "buyer": "Buyer", "consignee": "Consignee", "basis": "Basis",
        "position": "No.", "article": "Article", "name": "Goods (works, services)", "quantity": "Quantity",
        "unit": "Unit", "price": "Price", "vat": "VAT", "sum": "Amount", "total": "Total:", "due": "Total due:",
        "director": "Director", "accountant": "Accountant", "page": "page &P of &N", "no_vat": "no VAT",
    },
}  # fmt: skip


def workbook(payload: InvoicePayload, at: datetime) -> XmlFile:
    """The workbook under the name of the paper."""
    content, words = io.BytesIO(), _WORDS[payload["language"]]
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "in_memory": True}) as book:
        book.set_properties({"title": payload["heading"], "created": at.astimezone(UTC).replace(tzinfo=None)})
        page = _Page(book, book.add_worksheet(words["sheet"]), words)
        page.set_up(payload["heading"])
        page.notice(payload["notice"])
        page.bank(payload)
        page.heading(payload["heading"])
        page.sides(payload)
        page.goods(payload)
        page.totals(payload)
        page.signatures(payload)
    return XmlFile(f"{payload['heading'].replace('/', '-')}.xlsx", content.getvalue())


@dataclass(slots=True)
class _Page:
    """A sheet that is written from the top down; ``row`` is the next one."""

    book: Any
    sheet: Any
    words: Mapping[str, str]
    row: int = 0

    def set_up(self, heading: str) -> None:
        """A4 upright, as wide as the page, as many pages as it takes."""
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        self.sheet.set_footer(f"&L&8{heading.replace('&', '&&')}&R&8{self.words['page']}")
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)

    def notice(self, text: str) -> None:
        """What payment means, small, above all else."""
        if text:
            self._across(text, self._style(font_size=8, font_color="#5A5A5A", text_wrap=True, valign="top"))
            self.row += 1

    def bank(self, payload: InvoicePayload) -> None:
        """The block from which people type a payment, with the code from which they need not."""
        bank, label = payload["bank"], self._style(font_size=8, font_color="#5A5A5A", border=1)
        box, strong = self._style(border=1, text_wrap=True), self._style(border=1, bold=True)
        rows = (
            (bank["name"], self.words["bic"], bank["bic"], box),
            (self.words["bank"], self.words["account"], bank["correspondent_account"], box),
            (self._numbers(bank), self.words["account"], bank["account"], strong),
            (bank["payee"], "", "", box),
        )
        start = self.row
        for text, name, value, style in rows:
            self.sheet.merge_range(
                self.row, 0, self.row, 2, harmless(text), label if text == self.words["bank"] else box
            )
            self.sheet.write_string(self.row, 3, name, box)
            self.sheet.merge_range(self.row, 4, self.row, 5, value, style)
            self.row += 1
        self._code(payload["qr_code"], start)
        self.row = max(self.row, start + 7) if payload["qr_code"] else self.row

    def _numbers(self, bank: BankText) -> str:
        known = (("inn", bank["inn"]), ("kpp", bank["kpp"]))
        return "   ".join(f"{self.words[name]} {value}" for name, value in known if value)

    def _code(self, content: str, row: int) -> None:
        if not content:
            return
        picture = io.BytesIO()
        code = segno.make(b64decode(content), error="m", micro=False, boost_error=False, mask=MASK)
        code.save(picture, kind="png", border=1, scale=4)
        side = code.symbol_size(scale=4, border=1)[0]
        scale = 118 / side  # dots: the seven rows that are kept for it
        options = {"image_data": picture, "x_scale": scale, "y_scale": scale, "x_offset": 24, "y_offset": 2}
        self.sheet.insert_image(row, 6, "qr.png", options)

    def heading(self, text: str) -> None:
        """What the paper is."""
        self.row += 1
        self._across(text, self._style(bold=True, font_size=14, bottom=2))
        self.row += 1

    def sides(self, payload: InvoicePayload) -> None:
        """Who asks whom for what reason."""
        sides = (("seller", payload["seller"]), ("buyer", payload["buyer"]), ("consignee", payload["consignee"]))
        rows = [(name, ", ".join(filter(None, (of["name"], of["details"])))) for name, of in sides if of]
        value = self._style(text_wrap=True, valign="top")
        for name, text in [*rows, ("basis", payload["basis"])]:
            self.sheet.merge_range(
                self.row, 0, self.row, 1, self.words[name], self._style(font_color="#5A5A5A", valign="top")
            )
            self.sheet.merge_range(self.row, 2, self.row, _LAST, harmless(text), value)
            self._tall(text, _SIGNS - _WIDTHS[0] - _WIDTHS[1])
        self.row += 1

    def goods(self, payload: InvoicePayload) -> None:
        """The table; its head is repeated on every page."""
        head = self._style(bold=True, border=1, bg_color="#F1F4F6", align="center", valign="vcenter", text_wrap=True)
        names = ("position", "article", "name", "quantity", "unit", "price", "vat", "sum")
        for column, name in enumerate(names):
            self.sheet.write_string(self.row, column, self.words[name], head)
        self.sheet.repeat_rows(self.row)
        self.row += 1
        styles = {
            "text": self._style(border=1, text_wrap=True, valign="top"),
            "count": self._style(border=1, num_format="#,##0.###", valign="top"),
            "price": self._style(border=1, num_format="#,##0.00##", valign="top"),
            "sum": self._style(border=1, num_format="#,##0.00", valign="top"),
        }
        for position, line in enumerate(payload["facts"]["lines"], start=1):
            self._line(position, line, styles)

    def _line(self, position: int, line: LineFile, styles: Mapping[str, Any]) -> None:
        quantity, total = float(line["quantity"]), float(line["sum"])
        rate = f"{line['percent']}%".replace(".", ",") if line["percent"] else self.words["no_vat"]
        self.sheet.write_number(self.row, 0, position, styles["text"])
        self.sheet.write_string(self.row, 1, harmless(line["article"]), styles["text"])
        self.sheet.write_string(self.row, 2, harmless(line["name"]), styles["text"])
        self.sheet.write_number(self.row, 3, quantity, styles["count"])
        self.sheet.write_string(self.row, 4, harmless(line["unit"]), styles["text"])
        self.sheet.write_number(self.row, 5, round(total / quantity, 4), styles["price"])
        self.sheet.write_string(self.row, 6, rate, styles["text"])
        self.sheet.write_number(self.row, 7, total, styles["sum"])
        self._tall(line["name"], _WIDTHS[2])

    def totals(self, payload: InvoicePayload) -> None:
        """The sum as a formula over the lines, the tax by its rates, and all of it in words."""
        facts, goods = payload["facts"], payload["goods"]
        count, total = len(facts["lines"]), float(facts["total"]["sum"])
        formula = f"=SUM(H{self.row - count + 1}:H{self.row})"
        self._total(self.words["total"], formula, total)
        for said, tax in zip(goods["vat"], facts["taxes"], strict=True):
            self._total(f"{said['label']}:", "", float(tax["vat"]) if tax["percent"] else None)
        self._total(self.words["due"], f"=H{self.row - len(goods['vat'])}", total)
        self.row += 1
        self._across(goods["summary"], self._style())
        self._across(goods["in_words"], self._style(bold=True, text_wrap=True))
        if payload["valid_until"]:
            self._across(payload["valid_until"], self._style(bold=True))
        self.row += 1

    def _total(self, label: str, formula: str, value: float | None) -> None:
        self.sheet.merge_range(self.row, 2, self.row, 6, label, self._style(bold=True, align="right"))
        style = self._style(bold=True, num_format="#,##0.00", align="right")
        if formula:
            self.sheet.write_formula(self.row, _LAST, formula, style, value)
        elif value is not None:
            self.sheet.write_number(self.row, _LAST, value, style)
        else:
            self.sheet.write_string(self.row, _LAST, "—", style)
        self.row += 1

    def signatures(self, payload: InvoicePayload) -> None:
        """Places to sign."""
        for name, person in (("director", payload["director"]), ("accountant", payload["accountant"])):
            signed = self._style(bottom=1, align="center")
            self.sheet.merge_range(self.row, 0, self.row, 1, self.words[name], self._style(bold=True))
            self.sheet.write_blank(self.row, 2, None, self._style(bottom=1))
            self.sheet.merge_range(self.row, 3, self.row, _LAST, harmless(person), signed)
            self.sheet.set_row(self.row, 22)
            self.row += 1
        self.sheet.print_area(0, 0, self.row - 1, _LAST)

    def _across(self, text: str, style: Any) -> None:
        """A text over all columns, as many lines high as it takes."""
        self.sheet.merge_range(self.row, 0, self.row, _LAST, harmless(text), style)
        self._tall(text, _SIGNS, size=style.font_size)

    def _tall(self, text: str, width: int, *, size: float = 10) -> None:
        """End the row; Excel makes merged cells no higher by itself."""
        lines = -(-len(text) // max(int(width * 10 / size * 0.95), 1)) or 1
        self.sheet.set_row(self.row, lines * _LINE * size / 10 + 2)
        self.row += 1

    def _style(self, **said: Any) -> Any:
        return self.book.add_format({"font_name": "PT Sans", "font_size": 10, **said})
