"""The workbook of a request for quotation: a supplier fills in his prices, and it is read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from optom.base.refusal import Refusal, refuse_all
from optom.base.spreadsheet import rows_of
from optom.domain.bargaining.queries import AskedRow
from optom.domain.bargaining.rules import Reply

from .input import count, number
from .sheets import cells
from .sheets.workbook import Field
from .sheets.workbook import written as book_written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINE = 0  # where it stands in a row; what he fills in follows what he reads
_FILLED: Mapping[int, tuple[str, Callable[[str], Any]]] = {
    7: ("price", number),
    8: ("currency", lambda text: text.upper()[:3]),
    9: ("quantity", number),
    10: ("multiple", number),
    11: ("lead_days", count),
    12: ("comment", str),
}


def written(title: str, rows: Sequence[AskedRow]) -> bytes:
    """The workbook: the first column tells lines apart, the last six are the supplier's to fill in."""
    return b"".join(piece for _count, piece in book_written(title, _fields(), rows))


def _fields() -> list[Field]:
    read = [(_("Article"), "article"), (_("Your number"), "number"), (_("Brand"), "brand"), (_("Name"), "name")]
    return [
        Field(_("Line"), cells.INTEGER, 10, attrgetter("id")),
        *(Field(title, cells.TEXT, 20, attrgetter(of)) for title, of in read),
        Field(_("Unit"), cells.TEXT, 8, attrgetter("unit")),
        Field(pgettext("quotation", "Asked for"), cells.QUANTITY, 12, attrgetter("asked")),
        Field(_("Your price"), cells.PRICE, 14, attrgetter("price")),
        Field(_("Currency"), cells.TEXT, 10, attrgetter("currency")),
        Field(_("You can give"), cells.QUANTITY, 14, attrgetter("quantity")),
        Field(_("In multiples of"), cells.QUANTITY, 14, attrgetter("multiple")),
        Field(_("Comes in, days"), cells.INTEGER, 14, attrgetter("lead_days")),
        Field(_("Comment"), cells.TEXT, 30, attrgetter("comment")),
    ]


def read(content: bytes, known: Sequence[Reply]) -> list[Reply]:
    """The lines of the request as the workbook has them; those that it lacks stay as they are.

    Refuses what `rows_of` does, `bargaining.not_its_book` where no row is one of the request's lines, and together what
    can't be read, each with its row.
    """
    by_line = {str(one.line): one for one in known}
    rows = [(place, row) for place, row in enumerate(rows_of(content), 1) if _cell(row, _LINE) in by_line]
    if not rows:
        raise Refusal("bargaining.not_its_book", field="file")
    wrong: list[Refusal] = []
    found = {_cell(row, _LINE): _reply(row, by_line[_cell(row, _LINE)], place, wrong) for place, row in rows}
    refuse_all(wrong)
    return list(found.values())


def _reply(row: Sequence[str], was: Reply, place: int, wrong: list[Refusal]) -> Reply:
    told: dict[str, Any] = {}
    for column, (name, how) in _FILLED.items():
        text = _cell(row, column)
        try:
            told[name] = how(text) if text else ("" if name == "comment" else None)
        except Refusal as refusal:
            wrong.append(Refusal("bargaining.row_unread", row=place, column=name, value=text[:40], code=refusal.code))
    return replace(was, **{**told, "currency": told.get("currency") or was.currency})


def _cell(row: Sequence[str], place: int) -> str:
    text = row[place].strip() if place < len(row) and row[place] else ""
    return text.removesuffix(".0") if place in {_LINE, 11} else text
