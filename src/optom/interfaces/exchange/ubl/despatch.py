"""A delivery note as a UBL DespatchAdvice: what has left, for whom, by which orders."""

from datetime import datetime

from optom.domain.shipping.queries import DeliveryNoteFile, DeliveryNotePayload
from optom.interfaces.kit.xml_papers import XmlFile

from . import parts
from .nodes import Node, document, written


def write(payload: DeliveryNotePayload, _at: datetime) -> XmlFile:
    """The file with its name."""
    facts = payload["facts"]
    node = document("DespatchAdvice", facts["currency"])
    node.say("ID", facts["number"])
    node.say("IssueDate", facts["date"])
    node.say("DespatchAdviceTypeCode", "delivery")
    node.say("Note", payload["note"])
    node.say("LineCountNumeric", str(len(facts["lines"])))
    for order in facts["orders"]:
        node.group("OrderReference").say("ID", order)
    parts.side(node.group("DespatchSupplierParty"), facts["seller"])
    parts.side(node.group("DeliveryCustomerParty"), facts["buyer"])
    _shipment(node, facts)
    for position, line in enumerate(facts["lines"], start=1):
        made = node.group("DespatchLine")
        made.say("ID", str(position))
        made.count("DeliveredQuantity", line["quantity"], line["okei"])
        reference = made.group("OrderLineReference")
        reference.say("LineID", line["order_line"])
        reference.group("OrderReference").say("ID", line["order"])
        parts.goods(made, line)
    return written(node, f"UBL-DespatchAdvice-{facts['number'].replace('/', '-')}-{facts['date']}.xml")


def _shipment(node: Node, facts: DeliveryNoteFile) -> None:
    shipment = node.group("Shipment")
    shipment.say("ID", facts["shipment"])
    shipment.say("GrossWeightMeasure", facts["weight_kg"], unitCode="KGM")
    delivery = shipment.group("Delivery")
    parts.address(delivery, "DeliveryAddress", facts["consignee"])
    delivery.group("Despatch").say("ActualDespatchDate", facts["date"])
