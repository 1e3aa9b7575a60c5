"""A supplier's UBL OrderResponse, or OrderResponseSimple, as what he confirms of an order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from lxml import etree

from optom.base.refusal import Refusal, refuse_all
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts, order_by_paper
from optom.interfaces.kit.input import day, number_of_program
from optom.interfaces.kit.supplier_books import row_unread

from .nodes import faults_of_bytes

_KINDS = ("OrderResponse", "OrderResponseSimple")
_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
_ANY = {"a": _SPACE.format("CommonAggregateComponents"), "b": _SPACE.format("CommonBasicComponents")}
_DAYS = (
    "a:Delivery/a:PromisedDeliveryPeriod/b:EndDate",
    "a:Delivery/a:EstimatedDeliveryPeriod/b:EndDate",
    "a:Delivery/a:RequestedDeliveryPeriod/b:EndDate",
    "a:Delivery/b:LatestDeliveryDate",
    "a:Delivery/b:ActualDeliveryDate",
)
# What an answer says of the whole and of a line, as Peppol's subsets of UNCL4343 and UNCL1229 have it, and UBL's own.
_ALL, _NOTHING = "AP", "RE"
_BY_LINES = frozenset({"", _ALL, "CA"})
_COMES = frozenset({"", "3", "5", "42", "NoStatus", "Revised"})
_NOT = frozenset({"7", "Cancelled", "Rejected", "Disputed"})
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_HEAD = 4096
Element = etree._Element  # noqa: SLF001 -- lxml offers no other name for the type


def is_it(content: bytes) -> bool:
    """Whether a file looks like XML of the kind; what is wrong with it is told when it is read."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"OrderResponse" in content[:_HEAD]


def read(content: bytes, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    """What of the lines comes, when and at what; a line that is not named, or is rejected, does not come.

    An answer without lines is to the whole: all as it was ordered, or nothing. Refuses `purchasing.xml_wrong` with
    what breaks the schema, `purchasing.not_its_book` of another order, `purchasing.nothing_said` of an answer that
    neither accepts nor rejects, and together what can't be read of lines.
    """
    root = _sound(content)
    if order.id not in _orders_of(root):
        raise Refusal("purchasing.not_its_book", field="file")
    word = _word(root)
    if word == _NOTHING:
        return []
    has_lines = root.find("a:OrderLine", _ANY) is not None
    if word not in (_BY_LINES if has_lines else {_ALL}):
        raise Refusal("purchasing.nothing_said", field="file", word=word[:20] or "—")
    return _found(root, _named(root, lines) if has_lines else [(root, str(line.position), line) for line in lines])


def orders_in(content: bytes) -> set[int]:
    """The orders that it answers. Refuses `purchasing.xml_wrong`."""
    return _orders_of(_sound(content))


def _sound(content: bytes) -> Element:
    if faults := _faults(content):
        raise Refusal("purchasing.xml_wrong", field="file", faults="; ".join(faults[:3]))
    return etree.fromstring(content, _parser())


def _orders_of(root: Element) -> set[int]:
    named = (order_by_paper((one.text or "").strip()) for one in root.iterfind("a:OrderReference/b:ID", _ANY))
    return {one for one in named if one is not None}


def _word(root: Element) -> str:
    """What is said of the whole: a code, in whose place the simple kind has an indicator."""
    if etree.QName(root).localname == "OrderResponse":
        return _text(root, "b:OrderResponseCode")
    return _ALL if _text(root, "b:AcceptedIndicator") in {"true", "1"} else _NOTHING


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _faults(content: bytes) -> list[str]:
    """Of the kind that the file says it is; what is no XML is told as such."""
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        return [f"XML: {error.msg}"]
    kind = etree.QName(root).localname
    if kind not in _KINDS or root.getroottree().docinfo.internalDTD is not None:
        return [f"<{kind}>"]
    return faults_of_bytes(kind, content)


def _named(root: Element, lines: Sequence[LineRow]) -> Iterator[tuple[Element, str, LineRow | None]]:
    """Each line of the answer and the line of ours that it refers to; without a reference its own number is ours."""
    known = {str(line.position): line for line in lines}
    for one in root.iterfind("a:OrderLine", _ANY):
        said = _text(one, "a:OrderLineReference/b:LineID") or _text(one, "a:LineItem/b:ID")
        [item] = one.findall("a:LineItem", _ANY)
        yield item, said, known.get(said)


def _found(root: Element, named: Iterable[tuple[Element, str, LineRow | None]]) -> list[Confirmed]:
    wrong, found = list[Refusal](), list[Confirmed]()
    for place, (item, said, line) in enumerate(named, 1):
        objection = _objection(item, line) if line else Refusal("purchasing.no_line", line=said[:20])
        if line is None or objection:
            wrong += [objection] if objection else []
            continue
        try:
            found += _confirmed(root, item, line)
        except Refusal as refusal:
            wrong.append(row_unread(place, line, refusal))
    refuse_all(wrong)
    return found


def _objection(item: Element, line: LineRow) -> Refusal | None:
    """To a line that is no answer to what was ordered."""
    status = _text(item, "b:LineStatusCode")
    if status in _NOT:
        return None
    if status not in _COMES:
        return Refusal("purchasing.status_unknown", article=line.article, status=status[:20])
    price = item.find("a:Price/b:PriceAmount", _ANY)
    if price is not None and (currency := price.get("currencyID", "")) != line.currency:
        facts = {"article": line.article, "currency": currency[:20], "meant": line.currency}
        return Refusal("purchasing.other_currency", **facts)
    return None


def _confirmed(root: Element, item: Element, line: LineRow) -> Iterator[Confirmed]:
    quantity = _number(item, "b:Quantity", line.quantity)
    if quantity and _text(item, "b:LineStatusCode") not in _NOT:
        base = _number(item, "a:Price/b:BaseQuantity", Decimal(1))
        price = _number(item, "a:Price/b:PriceAmount", line.price * base) / (base or 1)
        yield Confirmed(line.id, quantity, price, _day(root, item, line))


def _text(item: Element, path: str) -> str:
    return (item.findtext(path, "", _ANY) or "").strip()


def _number(item: Element, path: str, otherwise: Decimal) -> Decimal:
    text = _text(item, path)
    return number_of_program(text) if text else otherwise


def _day(root: Element, item: Element, line: LineRow) -> date:
    """Of the line, else of the whole answer, else as it was asked for."""
    for element in (item, root):
        for path in _DAYS:
            if text := _text(element, path):
                return day(_ZONE.sub("", text))
    if line.due_on is None:
        raise Refusal("input.required")
    return line.due_on
