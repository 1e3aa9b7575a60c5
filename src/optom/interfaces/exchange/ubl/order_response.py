"""A supplier's UBL OrderResponse, or OrderResponseSimple, as what he confirms of an order."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from lxml import etree

from optom.base.refusal import Refusal, refuse_all
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts
from optom.interfaces.kit.input import number
from optom.interfaces.kit.order_files import row_unread

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
_NOT = frozenset({"Cancelled", "Rejected", "Disputed"})
_HEAD = 4096
Element = etree._Element  # noqa: SLF001 -- lxml offers no other name for the type


def is_it(content: bytes) -> bool:
    """Whether a file looks like XML of the kind; what is wrong with it is told when it is read."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"OrderResponse" in content[:_HEAD]


def read(content: bytes, order: OrderFacts, lines: Sequence[LineRow]) -> list[Confirmed]:
    """What of the lines comes, when and at what; a line that is not named, or is rejected, does not come.

    An answer without lines to the whole: all as it was ordered, or nothing. Refuses `purchasing.xml_wrong` with what
    breaks the schema, `purchasing.not_its_book` of another order, and together what can't be read of lines.
    """
    root = etree.fromstring(content, _parser()) if not _faults(content) else None
    if root is None:
        raise Refusal("purchasing.xml_wrong", field="file", faults="; ".join(_faults(content)[:3]))
    if f"PO-{order.id}" not in {(one.text or "").strip() for one in root.iterfind("a:OrderReference/b:ID", _ANY)}:
        raise Refusal("purchasing.not_its_book", field="file")
    if not root.findall("a:OrderLine", _ANY):
        return list(_whole(root, lines))
    wrong: list[Refusal] = []
    found = [one for one in _each(root, {str(line.position): line for line in lines}, wrong) if one]
    refuse_all(wrong)
    return found


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


def _whole(root: Element, lines: Sequence[LineRow]) -> Iterator[Confirmed]:
    """As ordered on the day that it names, or nothing at all."""
    if (root.findtext("b:AcceptedIndicator", "true", _ANY) or "").strip() in {"false", "0"}:
        return
    for line in lines:
        yield Confirmed(line.id, line.quantity, line.price, _day(root, root, line))


def _each(root: Element, known: dict[str, LineRow], wrong: list[Refusal]) -> Iterator[Confirmed | None]:
    for place, item in enumerate(root.iterfind("a:OrderLine/a:LineItem", _ANY), 1):
        said = (item.findtext("b:ID", "", _ANY) or "").strip()
        if said not in known:
            wrong.append(Refusal("purchasing.no_line", line=said))
            continue
        try:
            yield _confirmed(root, item, known[said])
        except Refusal as refusal:
            wrong.append(row_unread(place, known[said], refusal))


def _confirmed(root: Element, item: Element, line: LineRow) -> Confirmed | None:
    quantity = _number(item, "b:Quantity", line.quantity)
    if not quantity or (item.findtext("b:LineStatusCode", "", _ANY) or "").strip() in _NOT:
        return None
    base = _number(item, "a:Price/b:BaseQuantity", Decimal(1))
    price = _number(item, "a:Price/b:PriceAmount", line.price * base) / (base or 1)
    return Confirmed(line.id, quantity, price, _day(root, item, line))


def _number(item: Element, path: str, otherwise: Decimal) -> Decimal:
    text = (item.findtext(path, "", _ANY) or "").strip()
    return number(text) if text else otherwise


def _day(root: Element, item: Element, line: LineRow) -> date:
    """Of the line, else of the whole answer, else as it was asked for."""
    for element in (item, root):
        for path in _DAYS:
            if text := (element.findtext(path, "", _ANY) or "").strip():
                return date.fromisoformat(text[:10])
    if line.due_on is None:
        raise row_unread(line.position, line, Refusal("input.required"))
    return line.due_on
