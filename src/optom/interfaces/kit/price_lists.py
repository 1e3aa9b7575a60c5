"""Price lists as the firm keeps them itself, a CSV or a workbook: an article a row, prices in columns by their names.

``Опт от 10`` is a break of the column ``Опт``. Or a price a row: article, column, price, from which quantity. What
stands above the row that names the columns is passed over; columns that say no price are told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from optom.base.refusal import Refusal
from optom.base.staging import Report, Skipped
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.importing import PriceRow

from .input import number
from .tables import head_of, lines_of

HEADS_OF_GOODS = {
    "product": {"артикул", "товар", "код", "article", "product", "sku"},
    "brand": {"бренд", "производитель", "марка", "brand", "maker"},
}
_HEADS = {
    **HEADS_OF_GOODS,
    "column": {"колонка", "вид цен", "тип цен", "column", "price kind"},
    "price": {"цена", "price"},
    "from": {"от", "от количества", "количество от", "from", "from quantity"},
}
_BREAK = re.compile(r"(?P<column>.+?)\s*(?:\bот|\bfrom|≥|>=)\s*(?P<quantity>\d[\d\s]*(?:[.,]\d+)?)(?:\s*\D+)?")
_CURRENCY = re.compile(r"\s*(?:₽|\$|€|¥|руб\.?|р\.)$", re.IGNORECASE)
NO_PRICE = {"", "-", "–", "—"}

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class PriceList:
    """What a list says: the columns that it prices, the heads that it was not asked for, its prices one by one."""

    columns: Sequence[str]
    passed: Sequence[str]
    rows: Iterator[PriceRow]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A place in a row that holds a price: of which column, from which quantity on."""

    place: int
    column: str
    from_quantity: Decimal = Decimal(0)


def read(path: Path, *, name: str, column: str = "", report: Report) -> PriceList:
    """The list in a file. ``column`` is meant where a list has one price and does not say of which column.

    Reported with its line: a row without an article, what is no number. Refuses ``files.too_large``,
    ``files.not_a_table``, ``prices.heads_missing``, ``prices.column_unsaid``.
    """
    lines = lines_of(path)
    head, places = head_of(lines, _HEADS, needed="product")
    if "product" not in places:
        raise Refusal("prices.heads_missing", file=name)
    known = {word.casefold() for one in pricing.columns() for word in (one.code, one.name)}
    cells = _single(places, column) if "price" in places else _wide(head, places, known)
    if not cells:
        raise Refusal("prices.heads_missing", file=name)
    taken = {*places.values(), *(cell.place for cell in cells)}
    passed = [text.strip() for place, text in enumerate(head) if place not in taken and text.strip()]
    rows = _rows(lines, places, cells, name, report)
    return PriceList([head[cell.place].strip() for cell in cells], passed, rows)


def sum_of(text: str) -> Decimal:
    """A sum as lists write it, with the sign of a currency behind it or without. Refuses ``input.not_a_number``."""
    return number(_CURRENCY.sub("", text))


def _single(places: Mapping[str, int], column: str) -> list[_Cell]:
    if "column" not in places and not column:
        raise Refusal("prices.column_unsaid", field="column")
    return [_Cell(places["price"], column)]


def _wide(head: Sequence[str], places: Mapping[str, int], known: set[str]) -> list[_Cell]:
    """Every head that names a column of ours, or a break of one."""
    cells = []
    for place, text in enumerate(head):
        named = " ".join(text.split())
        found = None if named.casefold() in known else _BREAK.fullmatch(named)
        column = found["column"].rstrip(" ,") if found else named
        if place not in places.values() and column.casefold() in known:
            cells.append(_Cell(place, column, number(found["quantity"]) if found else Decimal(0)))
    return cells


def _rows(
    lines: Iterable[Line], places: Mapping[str, int], cells: Sequence[_Cell], name: str, report: Report
) -> Iterator[PriceRow]:
    for line, row in lines:
        origin = f"{name}:{line}"
        said = {one: row[place].strip() if place < len(row) else "" for one, place in places.items()}
        for cell in cells:
            text = row[cell.place].strip() if cell.place < len(row) else ""
            if text in NO_PRICE:
                continue
            try:
                yield _price(said, cell, text, origin)
            except Refusal as refusal:
                report(Skipped("price", said["product"], refusal.code, refusal.facts, origin))
                yield _unread(said, cell, origin)


def _unread(said: Mapping[str, str], cell: _Cell, origin: str) -> PriceRow:
    """It names the price all the same: a complete list does not take away what it could not say."""
    column = said.get("column") or cell.column
    facts = {"origin": origin, "brand": said.get("brand", "")}
    return PriceRow(said["product"], column, None, cell.from_quantity, is_unread=True, **facts)


def _price(said: Mapping[str, str], cell: _Cell, text: str, origin: str) -> PriceRow:
    if not said["product"]:
        raise Refusal("prices.no_article")
    quantity = number(said["from"]) if said.get("from") else cell.from_quantity
    return PriceRow(
        product=said["product"],
        column=said.get("column") or cell.column,
        amount=sum_of(text),
        from_quantity=quantity,
        brand=said.get("brand", ""),
        origin=origin,
    )
