"""What may be asked of savings: entries of the ledger, receipts that prove them, sums by persons and months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class SavingRow:
    """A price that was brought down, per unit in our warehouse, roubles without VAT.

    ``amount`` is what it has saved so far by receipts, ``expected`` a year of sale. ``is_corrected`` where another
    entry stands in its place.
    """

    id: int
    at: datetime
    kind: str
    person: str
    supplier: str
    article: str
    brand: str
    name: str
    baseline: Decimal
    won: Decimal
    difference: Decimal
    until: date
    expected: Decimal
    quantity: Decimal
    amount: Decimal
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class SavingFacts:
    """An entry with all that proves it."""

    id: int
    at: datetime
    kind: str
    person: str
    supplier: str
    supplier_id: int
    article: str
    product_id: int
    unit: str
    baseline: Decimal
    won: Decimal
    counts_from: datetime
    until: date
    reason: str
    request: int | None
    request_title: str | None
    baseline_supplier: str | None
    quoted_price: Decimal | None
    quoted_currency: str | None
    quoted_at: datetime | None
    talk: str | None
    talk_on: date | None
    offer: str | None
    corrects: int | None
    corrected_by: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a receipt has saved: ``quantity`` x ``per_unit`` = ``amount``; of a corrected entry it is taken back."""

    id: int
    on: date
    order: int
    move: int
    quantity: Decimal
    per_unit: Decimal
    amount: Decimal
    is_reversal: bool


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What a person's entries have saved by receipts of a month (its first day), in roubles without VAT."""

    id: int
    person: str
    month: date
    receipts: int
    amount: Decimal


_SAVINGS = Listing(
    __package__,
    "savings",
    search=("article", "name", "supplier"),
    texts=("person", "supplier", "article", "brand", "name"),
    nulls=(),
    sums=("expected", "amount"),
    order=("-id",),
    row=SavingRow,
)
_MONTHS = Listing(
    __package__,
    "months",
    search=("person",),
    texts=("person",),
    nulls=(),
    sums=("amount",),
    order=("-month", "person", "id"),
    row=MonthRow,
)


def savings() -> Listed:
    """The ledger as ``SavingRow``, the newest first."""
    return _SAVINGS.of()


def months() -> Listed:
    """What was saved by persons and months as ``MonthRow``, the newest first."""
    return _MONTHS.of()


def saving(number: int) -> SavingFacts | None:
    """An entry with what proves it."""
    row = _sql.first("saving", saving=number)
    return row and SavingFacts(*row)


def receipts(number: int) -> Sequence[ReceiptRow]:
    """The receipts by which an entry has saved something, the oldest first."""
    return [ReceiptRow(*row) for row in _sql.rows("receipts", saving=number)]
