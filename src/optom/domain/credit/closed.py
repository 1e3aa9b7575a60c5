"""Through which day what is closed, and every word about it."""

from dataclasses import dataclass
from datetime import date, datetime

from optom.base.listing import Listed, Listing
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A contract, or all of a seller, was closed through ``until`` (None: opened again).

    ``state``: closed, open, past.
    """

    id: int
    at: datetime
    seller: str
    contract: int | None
    number: str | None
    company_name: str | None
    until: date | None
    is_agreed: bool
    reason: str
    by: str | None
    state: str


_closings = Listing(
    __package__,
    "closings",
    search=("seller", "number", "company_name", "reason"),
    texts=("seller", "number", "company_name", "reason", "by"),
    nulls=("contract", "number", "company_name", "until", "by"),
    row=ClosingRow,
)


def closed_until(contract: int) -> date | None:
    """Through which day a contract is closed, by itself or with all of its seller."""
    closed: date | None = _sql.value("closed_until", contract=contract)
    return closed


def closed_sellers() -> list[tuple[int, str, date | None]]:
    """Our entities (number and name), with the day through which all their contracts are closed."""
    return [tuple(row) for row in _sql.rows("closed_sellers")]


def closings() -> Listed:
    """Every closing and reopening as ``ClosingRow``, the latest first."""
    return _closings.of()
