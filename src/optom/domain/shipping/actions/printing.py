"""What the warehouse prints for its own work."""

from datetime import datetime

from optom.domain.documents import queries as documents
from optom.domain.documents.rules import Language
from optom.domain.shipping.picking_list import PICKING_LIST_TEMPLATE, picking_list_payload
from optom.domain.shipping.queries import ShipmentRow, lines


def print_picking_list(shipment: ShipmentRow, *, language: Language, at: datetime) -> bytes:
    """As the picker prints it: by brand and article, as goods mostly stand. It is no paper of the archive."""
    asked = sorted(lines(shipment.id), key=lambda line: (line.brand or "", line.article))
    return documents.sheet(PICKING_LIST_TEMPLATE, picking_list_payload(shipment, asked, language), at=at)
