"""The workbook of an order to a supplier: he fills in what he confirms, and it is read back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from operator import attrgetter

from django.utils.translation import gettext as _

from optom.base.refusal import Refusal, refuse_all
from optom.base.spreadsheet import BookSheet, is_workbook, sheets_of
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, order_by_paper

from .input import day, number
from .sheets import cells
from .sheets.workbook import Field
from .sheets.workbook import written as book_written

_HEAD = 50  # rows among which an order is named
_LINE, _CONFIRMED, _PRICE, _DAY = 0, 8, 9, 10  # where they stand in a row


def name_of(order: int) -> str:
    """The name of the file."""
    return f"PO-{order}.xlsx"


def written(order: int, lines: Sequence[LineRow]) -> bytes:
    """The workbook: the first column tells lines apart, the last but one three are the supplier's to fill in.

    The order stands in each row beside the sheet's name, which programs of suppliers change.
    """
    return b"".join(piece for _count, piece in book_written(f"PO-{order}", _fields(order), lines))


def _fields(order: int) -> list[Field]:
    text = [(_("His number"), "number"), (_("Article"), "article"), (_("Brand"), "brand"), (_("Name"), "name")]
    return [
        Field(_("Line"), cells.INTEGER, 10, attrgetter("id")),
        *(Field(title, cells.TEXT, 20, attrgetter(of)) for title, of in text),
        Field(_("Ordered"), cells.QUANTITY, 12, attrgetter("quantity")),
        Field(_("Price"), cells.PRICE, 12, attrgetter("price")),
        Field(_("Currency"), cells.TEXT, 10, attrgetter("currency")),
        Field(_("Confirmed"), cells.QUANTITY, 14, lambda row: row.quantity if row.confirmed is None else row.confirmed),
        Field(_("Confirmed price"), cells.PRICE, 18, lambda row: row.confirmed_price or row.price),
        Field(_("Comes on"), cells.DATE, 14, attrgetter("expected_on")),
        Field(_("Order"), cells.TEXT, 12, lambda _row: f"PO-{order}"),
    ]


def read(content: bytes, lines: Sequence[LineRow]) -> list[Confirmed]:
    """What the supplier has filled in; a line without a quantity does not come.

    Refuses what `sheets_of` does, `purchasing.not_its_book` where no row is one of the order's lines, and together what
    can't be read, each with its row.
    """
    known = {str(one.id): one for one in lines}
    found_rows = ([*_rows_of(sheet, known)] for sheet in sheets_of(content))
    rows = next(filter(None, found_rows), None)
    if rows is None:
        raise Refusal("purchasing.not_its_book", field="file")
    wrong: list[Refusal] = []
    found = [one for place, row in rows if (one := _confirmed(row, known[_cell(row, _LINE)], place, wrong))]
    refuse_all(wrong)
    return found


def orders_in(content: bytes) -> set[int] | None:
    """The orders that name a sheet or stand alone in a cell near its top; None where there are none, or no workbook.

    Refuses what `sheets_of` does of a workbook that can't be opened: an order may be named in it.
    """
    try:
        found = {order_by_paper(text.strip()) for sheet in sheets_of(content) for text in _texts(sheet)}
    except Refusal:
        if is_workbook(content):
            raise
        return None
    return {one for one in found if one is not None} or None


def _texts(sheet: BookSheet) -> Iterator[str]:
    yield sheet.name
    for row in sheet.rows[:_HEAD]:
        yield from row


def _rows_of(sheet: BookSheet, known: Mapping[str, LineRow]) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that are lines of the order, each with its place."""
    return ((place, row) for place, row in enumerate(sheet.rows, 1) if _cell(row, _LINE) in known)


def _confirmed(row: Sequence[str], line: LineRow, place: int, wrong: list[Refusal]) -> Confirmed | None:
    quantity, price, on = (_cell(row, at) for at in (_CONFIRMED, _PRICE, _DAY))
    try:
        if not quantity or not (much := number(quantity)):
            return None
        comes = line.due_on if not on and line.due_on else _day(on)
        return Confirmed(line.id, much, number(price) if price else line.price, comes)
    except Refusal as refusal:
        wrong.append(row_unread(place, line, refusal))
        return None


def row_unread(place: int, line: LineRow, wrong: Refusal) -> Refusal:
    """The refusal of a row of an answer, by place and article: what of it can’t be read, or that the day lacks."""
    said = {"row": place, "article": line.article}
    if wrong.code == "input.required" or wrong.facts.get("value") == "":
        return Refusal("purchasing.row_undated", **said)
    return Refusal("purchasing.row_unread", **said, value=wrong.facts.get("value", "—"))


def _day(text: str) -> date:
    """A day as Excel keeps it, at an hour, or as people type it."""
    with suppress(ValueError):
        text = datetime.fromisoformat(text).date().isoformat()
    return day(text)


def _cell(row: Sequence[str], place: int) -> str:
    text = row[place].strip() if place < len(row) and row[place] else ""
    return text.removesuffix(".0") if place == _LINE else text
