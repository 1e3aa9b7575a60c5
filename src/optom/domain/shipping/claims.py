"""What buyers have found wrong when they counted, and by which pictures they show it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import AttachmentRow


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """In what a line of a shipment was not as it should be when the buyer counted it."""

    id: int
    shipment: int
    contract: int
    company_name: str
    warehouse_name: str
    line: int
    order: int
    article: str
    name: str
    unit: str
    kind: str
    quantity: Decimal
    dispatched: Decimal
    note: str
    at: datetime
    told_by: str | None
    delivery_note: int | None
    delivery_note_number: str | None


_discrepancies = Listing(
    __package__,
    "discrepancies",
    search=("shipment", "company_name", "article", "name", "delivery_note_number"),
    texts=("company_name", "warehouse_name", "article", "name", "note", "told_by", "delivery_note_number"),
    nulls=("told_by", "delivery_note_number"),
    row=DiscrepancyRow,
)


def discrepancies() -> Listed:
    """What buyers found when they counted, as ``DiscrepancyRow``, the latest first."""
    return _discrepancies.of()


def discrepancies_of(shipment_id: int) -> list[DiscrepancyRow]:
    """What the buyer found in one shipment."""
    return _discrepancies.only(shipment=shipment_id).all()


def claim_of(shipment_id: int) -> str:
    """Under what files of a claim are kept."""
    return f"shipping.claim:{shipment_id}"


def claim_files(shipment_id: int) -> list[AttachmentRow]:
    """What the buyer has shown, the oldest first."""
    return documents.attachments(claim_of(shipment_id))
