"""Orders to suppliers as files, and their confirmations read back: a shape for each form that suppliers work with.

The workbook is of the kit itself; forms for programs are written by the interface of files, which adds them here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optom.base.refusal import Refusal
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts

from . import supplier_books
from .xml_papers import XmlFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shape:
    """How an order is written for a supplier, whether a file is an answer of the form, and what it confirms."""

    content_type: str
    write: Callable[[OrderFacts, Sequence[LineRow]], XmlFile]
    is_it: Callable[[bytes], bool]
    read: Callable[[bytes, OrderFacts, Sequence[LineRow]], list[Confirmed]]


def _book(order: OrderFacts, lines: Sequence[LineRow]) -> XmlFile:
    return XmlFile(supplier_books.name_of(order.id), supplier_books.written(order.id, lines))


def _read_book(content: bytes, _order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    return supplier_books.read(content, lines)


SHAPES: dict[str, Shape] = {"xlsx": Shape(XLSX, _book, lambda _content: True, _read_book)}


def written(order: OrderFacts, form: str) -> tuple[XmlFile, str]:
    """The file of an order in a form, and its type."""
    shape = SHAPES[form]
    return shape.write(order, purchasing.to_confirm(order.id)), shape.content_type


def read(content: bytes, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    """What a file confirms, in whatever form it is: told by what is in it. Refuses what its form does."""
    shape = next(one for name, one in reversed(SHAPES.items()) if one.is_it(content))
    return shape.read(content, order, lines)


def row_unread(place: int, line: LineRow, wrong: Refusal) -> Refusal:
    """The refusal of a row of an answer, by its place and its article."""
    return Refusal("purchasing.row_unread", row=place, article=line.article, code=wrong.code)
