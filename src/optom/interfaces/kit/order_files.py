"""Orders to suppliers as files, and their confirmations read back: a shape for each form that suppliers work with.

The workbook is of the kit itself; forms for programs are written by the interface of files, which adds them here.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from optom.base.refusal import Refusal
from optom.base.spreadsheet import is_workbook
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts

from . import supplier_books
from .xml_papers import XmlFile

_MOST_NAMED = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shape:
    """How an order is written for a supplier, whether a file is an answer of the form, and what it confirms.

    ``orders_in`` are the orders that a file of the form says it answers; None: it is no answer at all.
    """

    content_type: str
    write: Callable[[OrderFacts, Sequence[LineRow]], XmlFile]
    is_it: Callable[[bytes], bool]
    orders_in: Callable[[bytes], Collection[int] | None]
    read: Callable[[bytes, OrderFacts, Sequence[LineRow]], list[Confirmed]]


def _book(order: OrderFacts, lines: Sequence[LineRow]) -> XmlFile:
    return XmlFile(supplier_books.name_of(order.id), supplier_books.written(order.id, lines))


def _read_book(content: bytes, _order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    return supplier_books.read(content, lines)


SHAPES: dict[str, Shape] = {"xlsx": Shape(XLSX, _book, is_workbook, supplier_books.orders_in, _read_book)}


def written(order: OrderFacts, form: str) -> tuple[XmlFile, str]:
    """The file of an order in a form, and its type."""
    shape = SHAPES[form]
    return shape.write(order, purchasing.to_confirm(order.id)), shape.content_type


def read(content: bytes, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    """What a file confirms, in whatever form it is: told by what is in it. Refuses what its form does."""
    return _shape_of(content).read(content, order, lines)


def may_answer(beginning: bytes) -> bool:
    """Whether a file that begins so may be an answer in one of the forms."""
    return any(one.is_it(beginning) for one in SHAPES.values())


def order_in(content: bytes) -> int | None:
    """The order that a file says it answers, whatever its form; None: it is no answer to an order.

    Refuses `purchasing.order_unnamed`, `purchasing.several_orders`, and what its form does.
    """
    named = _shape_of(content).orders_in(content)
    if named is None:
        return None
    if not named:
        raise Refusal("purchasing.order_unnamed")
    if len(named) > 1:
        raise Refusal("purchasing.several_orders", papers=[f"PO-{one}" for one in sorted(named)][:_MOST_NAMED])
    return next(iter(named))


def _shape_of(content: bytes) -> Shape:
    """What looks like no form is left to the workbook, which tells why it can't be opened."""
    return next((one for one in reversed(SHAPES.values()) if one.is_it(content)), SHAPES["xlsx"])
