"""Who carries the goods of a shipment, as far as the warehouse has told it."""

from dataclasses import dataclass
from datetime import datetime

from optom.base.sql import statements
from optom.domain.shipping.rules import Carriage

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class CarriageRow:
    """A carriage with who told it last, and when."""

    carriage: Carriage
    told_at: datetime
    told_by: str | None


def carriage_of(shipment: int) -> CarriageRow | None:
    """Who carries the shipment; None where nobody has said it."""
    row = _sql.first("carriage", shipment=shipment)
    if row is None:
        return None
    facts = row._asdict()
    at, by = facts.pop("told_at"), facts.pop("told_by")
    return CarriageRow(Carriage(**facts), told_at=at, told_by=by)


def usual_loading(warehouse: int) -> str:
    """The address at which goods of the warehouse were loaded the last time; empty where none was told."""
    row = _sql.first("usual_loading", warehouse=warehouse)
    return str(row.loaded_at) if row else ""
