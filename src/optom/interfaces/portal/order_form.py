"""The round-trip workbook: a buyer's own price list with a column to fill in, which comes back days later as an order.

Only the quantities can be typed into. Hidden columns keep the products, so that nothing has to be recognised, and the
quantities with which it goes out, so that a cell which is cleared takes its line out.
"""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.orders.rules import BEFORE_HEAD, KEY_HEAD
from optom.interfaces.kit import formats
from optom.interfaces.kit.sheets.asking import asked_of
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.sheets.workbook import harmless

from . import catalog
from .context import Desk
from .frame import title_of

MOST_ROWS = 100_000
_HEAD_ROW = 2
_WIDTHS = (18, 14, 52, 6, 11, 11, 16, 8, 10, 10, 13, 4, 4)
_PRICE, _MULTIPLE, _QUANTITY, _SUM, _KEY, _BEFORE = 4, 7, 9, 10, 11, 12


def download(desk: Desk) -> HttpResponse:
    """What the catalog shows under its filters, as a form. Refuses ``orders.form_too_long``."""
    asked = asked_of(catalog.SHEET, desk)
    lines = catalog.all_rows(desk, asked, most=MOST_ROWS)
    if lines is None:
        raise Refusal("orders.form_too_long", most=MOST_ROWS)
    name = f"optom-{desk.contract.number}-{desk.at:%Y-%m-%d}.xlsx"
    ascii_name = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\/' else "_" for sign in name)
    headers = {"Content-Disposition": f'attachment; filename="{ascii_name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(_workbook(desk, lines), content_type=XLSX, headers=headers)


def _workbook(desk: Desk, lines: Sequence[catalog.Line]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Price list"))
        formats_of = _formats(book)
        _frame(desk, sheet, formats_of, last=_HEAD_ROW + len(lines))
        _rows(sheet, formats_of, lines)
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F4F6"}),
        "price": book.add_format({"num_format": "#,##0.00##"}),
        "sum": book.add_format({"num_format": "#,##0.00"}),
        "total": book.add_format({"num_format": "#,##0.00", "bold": True}),
        "number": book.add_format({"num_format": "#,##0.###"}),
        "typed": book.add_format({"num_format": "#,##0.###", "locked": False, "bg_color": "#FFFBE6", "border": 4}),
    }


def _frame(desk: Desk, sheet: Any, form: dict[str, Any], *, last: int) -> None:
    """The title with the moment of the prices, the total, the heads, and what may be typed."""
    for column, width in enumerate(_WIDTHS):
        hidden = {"hidden": True} if column in {_KEY, _BEFORE} else {}
        sheet.set_column(column, column, width, None, hidden)
    said = _("Prices of %(moment)s; the order is priced anew when it is placed") % {"moment": formats.moment(desk.at)}
    sheet.write_string(0, 0, f"{title_of(desk.contract)}. {said}", form["title"])
    sheet.write_formula(0, _SUM, f"=SUM(K{_HEAD_ROW + 2}:K{last + 1})", form["total"], 0)
    heads = [_("Article"), _("Brand"), _("Name"), _("Unit"), _("My price"), _("Free"), _("Expected"), _("Pack")]
    heads += [_("Minimum"), _("Order"), _("Sum"), KEY_HEAD, BEFORE_HEAD]
    for column, head in enumerate(heads):
        sheet.write_string(_HEAD_ROW, column, head, form["head"])
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.autofilter(_HEAD_ROW, 0, max(last, _HEAD_ROW + 1), _SUM)
    first = _HEAD_ROW + 2
    check = f"=AND(ISNUMBER(J{first}),J{first}>=0,ABS(J{first}-ROUND(J{first}/H{first},0)*H{first})<0.0001)"
    text = _("The quantity does not fit the pack")
    rule = {"validate": "custom", "value": check, "error_type": "warning", "error_message": text}
    sheet.data_validation(_HEAD_ROW + 1, _QUANTITY, max(last, _HEAD_ROW + 1), _QUANTITY, rule)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _rows(sheet: Any, form: dict[str, Any], lines: Iterable[catalog.Line]) -> None:
    for y, line in enumerate(lines, start=_HEAD_ROW + 1):
        row = line.row
        for x, text in enumerate((row.article, row.brand, row.name, row.unit)):
            sheet.write_string(y, x, harmless(text))
        _number(sheet, y, _PRICE, row.price, form["price"])
        _number(sheet, y, _PRICE + 1, sum(row.free.values(), Decimal(0)), form["number"])
        sheet.write_string(y, _PRICE + 2, line.arrival or "")
        _number(sheet, y, _MULTIPLE, row.multiple, form["number"])
        _number(sheet, y, _MULTIPLE + 1, row.minimum or row.multiple, form["number"])
        _number(sheet, y, _QUANTITY, line.picked.quantity if line.picked else None, form["typed"])
        sheet.write_formula(y, _SUM, f"=IF(ISNUMBER(J{y + 1}),ROUND(E{y + 1}*J{y + 1},2),0)", form["sum"], 0)
        sheet.write_string(y, _KEY, str(row.id))
        if line.picked:
            sheet.write_string(y, _BEFORE, format(line.picked.quantity, "f"))


def _number(sheet: Any, y: int, x: int, value: Decimal | None, form: Any) -> None:
    """A cell of Excel holds a double, whatever we give it."""
    if value is None:
        sheet.write_blank(y, x, None, form)
    else:
        sheet.write_number(y, x, float(value), form)
