"""The round-trip workbook: a buyer's own price list with a column to fill in, which comes back days later as an order.

Only the quantities can be typed into. Hidden columns keep the products, so that nothing has to be recognised, and the
quantities with which it goes out, so that a cell which is cleared takes its line out; a hidden head names the contract.
What stands in the others when it comes back, price, goods and packs, tells what has moved since.
"""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.domain.orders.rules import BEFORE_HEAD, KEY_HEAD, contract_head
from optom.interfaces.kit import formats
from optom.interfaces.kit.sheets import cells, workbook
from optom.interfaces.kit.sheets.asking import asked_of
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.sheets.views import file_of
from optom.interfaces.kit.sheets.workbook import Field, Frame

from . import catalog
from .context import Desk
from .frame import title_of

MOST_ROWS = 100_000
_NOTHING = Decimal(0)
_FITS = "AND(ISNUMBER(J{row}),J{row}>=0,ABS(J{row}-ROUND(J{row}/H{row},0)*H{row})<0.0001)"
_COST = "IF(ISNUMBER(J{row}),ROUND(E{row}*J{row},2),0)"
_SUM = 10


def download(desk: Desk) -> StreamingHttpResponse:
    """What the catalog shows under its filters, as a form. Refuses ``orders.form_too_long``."""
    lines = catalog.all_rows(desk, asked_of(catalog.SHEET, desk), most=MOST_ROWS)
    if lines is None:
        raise Refusal("orders.form_too_long", most=MOST_ROWS)
    pieces = workbook.written(_("Price list"), _fields(desk), lines, _frame(desk))
    return file_of(desk, pieces, XLSX, _name(desk))


def _name(desk: Desk) -> str:
    name = f"optom-{desk.contract.number}-{desk.at:%Y-%m-%d}.xlsx"
    return "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\/' else "_" for sign in name)


def _frame(desk: Desk) -> Frame:
    said = _("Prices of %(moment)s; the order is priced anew when it is placed") % {"moment": formats.moment(desk.at)}
    return Frame(f"{title_of(desk.contract)}. {said}", summed=_SUM, frozen=1, is_locked=True)


def _fields(desk: Desk) -> Sequence[Field]:
    """The letters of the formulas are those of these columns."""
    mark = contract_head(desk.contract.id, desk.contract.number)
    fits = (_FITS, _("The quantity does not fit the pack"))
    return [
        Field(_("Article"), cells.TEXT, 18, attrgetter("row.article")),
        Field(_("Brand"), cells.TEXT, 14, attrgetter("row.brand")),
        Field(_("Name"), cells.TEXT, 52, attrgetter("row.name")),
        Field(_("Unit"), cells.TEXT, 6, attrgetter("row.unit")),
        Field(_("My price"), cells.PRICE, 11, attrgetter("row.price")),
        Field(_("Free"), cells.QUANTITY, 11, lambda line: sum(line.row.free.values(), _NOTHING)),
        Field(_("Expected"), cells.TEXT, 16, lambda line: line.arrival or None),
        Field(_("Pack"), cells.QUANTITY, 8, attrgetter("row.multiple")),
        Field(_("Minimum"), cells.QUANTITY, 10, lambda line: line.row.minimum or line.row.multiple),
        Field(_("Order"), cells.TYPED, 10, _picked, check=fits),
        Field(_("Sum"), cells.MONEY, 13, _cost, formula=_COST),
        Field(KEY_HEAD, cells.TEXT, 4, lambda line: str(line.row.id), is_hidden=True),
        Field(BEFORE_HEAD, cells.TEXT, 4, _before, is_hidden=True),
        Field(mark, cells.TEXT, 4, lambda _line: None, is_hidden=True),
    ]


def _picked(line: catalog.Line) -> Decimal | None:
    return line.picked.quantity if line.picked else None


def _before(line: catalog.Line) -> str | None:
    return format(line.picked.quantity, "f") if line.picked else None


def _cost(line: catalog.Line) -> Decimal:
    """What the formula comes to until somebody types something."""
    return kopecks((line.row.price or _NOTHING) * line.picked.quantity) if line.picked else _NOTHING
