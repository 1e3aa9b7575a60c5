"""An order to a supplier as JSON, and what his program confirms of it: what its UBL says, in fewer words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from optom.base.refusal import Refusal, refuse_all
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts, order_by_paper
from optom.interfaces.kit.input import day, number_of_program
from optom.interfaces.kit.order_files import Shape
from optom.interfaces.kit.supplier_books import row_unread
from optom.interfaces.kit.xml_papers import XmlFile

_SAID = ("quantity", "price", "expected_on")


def is_it(content: bytes) -> bool:
    """Whether a file looks like an object of JSON."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def write(order: OrderFacts, lines: Sequence[LineRow]) -> XmlFile:
    """The order with its lines; quantities and prices are texts."""
    told = {
        "order": order.id,
        "sent_at": order.sent_at and order.sent_at.isoformat(),
        "lines": [
            {
                "line": line.position,
                "number": line.number,
                "article": line.article,
                "brand": line.brand,
                "name": line.name,
                "quantity": format(line.quantity.normalize(), "f"),
                "unit": line.unit,
                "price": str(line.price),
                "currency": line.currency,
                "due_on": line.due_on and line.due_on.isoformat(),
            }
            for line in lines
        ],
    }
    return XmlFile(f"PO-{order.id}.json", orjson.dumps(told))


def read(content: bytes, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    """{"lines": [{"line": 1, "quantity": "7", "price": "99.50", "expected_on": "2026-12-04"}]}; no price: as ordered.

    Refuses `purchasing.not_json`, `purchasing.not_its_book` where "order" is another, `purchasing.no_line`, and
    together what can't be read of lines.
    """
    told = _object(content)
    if "order" in told and _named(told) != order.id:
        raise Refusal("purchasing.not_its_book", field="file")
    known = {line.position: line for line in lines}
    wrong, found = list[Refusal](), list[Confirmed]()
    for place, row in enumerate(_rows(told), 1):
        position = row.get("line")
        line = known.get(position) if type(position) is int else None  # True is no 1
        if line is None:
            wrong.append(Refusal("purchasing.no_line", line=str(position)[:20]))
            continue
        try:
            found += _confirmed(line, *(_text(row.get(name)) for name in _SAID))
        except Refusal as refusal:
            wrong.append(row_unread(place, line, refusal))
    refuse_all(wrong)
    return found


def orders_in(content: bytes) -> set[int] | None:
    """The order that it answers, as 12 or "PO-12"; None: it is no object with lines. Refuses `purchasing.not_json`."""
    told = _object(content)
    if "lines" not in told:
        return None
    named = _named(told)
    return set() if named is None else {named}


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        told = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise Refusal("purchasing.not_json") from error
    if not isinstance(told, dict):
        raise Refusal("purchasing.not_json")
    return told


def _named(told: Mapping[str, Any]) -> int | None:
    said = told.get("order")
    return order_by_paper(f"PO-{said}" if type(said) is int else str(said))


def _rows(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The objects of a list that is named lines. Refuses `purchasing.not_json`."""
    rows = told.get("lines")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Refusal("purchasing.not_json")
    return rows


def _text(value: object) -> str:
    """A text or a number as text; null, like what is left out, says nothing. Refuses `input.not_a_number`."""
    if isinstance(value, bool | list | dict):
        raise Refusal("input.not_a_number", value=str(value)[:40])
    return "" if value is None else str(value)


def _confirmed(line: LineRow, quantity: str, price: str, expected_on: str) -> Iterator[Confirmed]:
    """Nothing where no quantity is named: that does not come."""
    much = number_of_program(quantity or "0")
    if not much:
        return
    on = day(expected_on) if expected_on else line.due_on
    if on is None:
        raise Refusal("input.required")
    yield Confirmed(line.id, much, number_of_program(price) if price else line.price, on)


SHAPE = Shape("application/json", write, is_it, orders_in, read)
