"""An order to a supplier as a UBL Order, which his program takes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.companies import queries as companies
from optom.domain.purchasing.queries import LineRow, OrderFacts
from optom.interfaces.kit.xml_papers import XmlFile

from .nodes import Node, document, written

_SCHEMA_NAME = "UBL-Order-PO-{}.xml"


def write(order: OrderFacts, lines: Sequence[LineRow]) -> XmlFile:
    """The file with its name; lines are told apart by their positions. Refuses `purchasing.buyer_unsaid`."""
    node = document("Order", lines[0].currency)
    node.say("ID", f"PO-{order.id}")
    node.say("IssueDate", business_day(order.sent_at or order.created_at).isoformat())
    node.say("LineCountNumeric", str(len(lines)))
    _party(node.group("BuyerCustomerParty"), *_buyer(order))
    _party(node.group("SellerSupplierParty"), order.supplier, order.inn)
    for line in lines:
        _line(node.group("OrderLine"), line)
    return written(node, _SCHEMA_NAME.format(order.id))


def _buyer(order: OrderFacts) -> tuple[str, str]:
    """Our legal entity that buys of him."""
    if order.buyer is None:
        raise Refusal("purchasing.buyer_unsaid")
    known = companies.seller_requisites(order.buyer)
    return known.name, known.inn


def _party(parent: Node, name: str, inn: str) -> None:
    party = parent.group("Party")
    party.group("PartyName").say("Name", name)
    if inn:
        scheme = party.group("PartyTaxScheme")
        scheme.say("CompanyID", inn)
        scheme.group("TaxScheme").say("ID", "VAT")


def _line(parent: Node, line: LineRow) -> None:
    item = replace(parent.group("LineItem"), currency=line.currency)
    item.say("ID", str(line.position))
    item.count("Quantity", _told(line.quantity), "")
    item.sum("LineExtensionAmount", _told(round(line.quantity * line.price, 2)))
    if line.due_on:
        item.group("Delivery").group("RequestedDeliveryPeriod").say("EndDate", line.due_on.isoformat())
    item.group("Price").sum("PriceAmount", _told(line.price))
    goods = item.group("Item")
    goods.say("Name", line.name)
    goods.group("BuyersItemIdentification").say("ID", line.article)
    goods.group("SellersItemIdentification").say("ID", line.number)


def _told(amount: Decimal) -> str:
    """As programs write it, whoever asks for the file."""
    return format(amount.normalize(), "f")
