"""What is ordered, held and picked."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.sql import statements

from .models import Draft

_sql = statements(__package__)
MOST_ORDERS = 1000


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order and what has become of its quantities."""

    id: int
    placed_at: datetime
    placed_by: str | None
    note: str
    total: Decimal
    lines: int
    reserved: Decimal
    shipped: Decimal
    waiting: Decimal
    cancelled: Decimal
    reserved_until: datetime | None

    @property
    def state(self) -> str:
        """held, waiting, shipped or cancelled: what a buyer has to know first."""
        if self.reserved:
            return "held"
        if self.waiting:
            return "waiting"
        return "shipped" if self.shipped else "cancelled"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order; sums with VAT, in the contract's currency, for what was ordered."""

    id: int
    position: int
    product: int
    article: str
    name: str
    brand: str
    unit: str
    okei: str
    weight: Decimal | None
    price: Decimal
    vat_percent: Decimal | None
    sum: Decimal
    vat: Decimal
    ordered: Decimal
    reserved: Decimal
    requested: Decimal
    shipped: Decimal
    cancelled: Decimal
    waiting: Decimal
    reserved_until: datetime | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """So much of a line held in one warehouse, on hand or of an arrival."""

    line: int
    order: int
    placed_at: datetime
    position: int
    product: int
    article: str
    name: str
    brand: str
    unit: str
    price: Decimal
    sum: Decimal
    ordered: Decimal
    reserved: Decimal
    requested: Decimal
    reserved_until: datetime | None
    warehouse: int
    warehouse_name: str
    arrival: int | None
    expected_on: date | None
    held: Decimal


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A tab of picked lines."""

    id: int
    name: str
    lines: int


def orders(*, contract: int) -> list[OrderRow]:
    """The newest orders of a contract."""
    return [OrderRow(*row) for row in _sql.rows("orders", contract=contract, order=None, limit=MOST_ORDERS)]


def order(*, contract: int, order: int) -> OrderRow | None:
    """One order of a contract; None for another's."""
    row = _sql.first("orders", contract=contract, order=order, limit=1)
    return None if row is None else OrderRow(*row)


def lines(*, order: int) -> list[LineRow]:
    """The lines of an order, in their order."""
    return [LineRow(*row) for row in _sql.rows("lines", order=order)]


def held_lines(*, contract: int) -> list[HeldRow]:
    """All that a contract holds, what runs out first at the top."""
    return [HeldRow(*row) for row in _sql.rows("held_lines", contract=contract)]


def drafts(*, contract: int) -> list[DraftRow]:
    """The open tabs of a contract, oldest first."""
    return [DraftRow(*row) for row in _sql.rows("drafts", contract=contract)]


def draft_lines(*, contract: int, draft: int) -> dict[int, Decimal]:
    """What is picked in a draft: product -> quantity, in the order of picking."""
    return {row.product_id: row.quantity for row in _sql.rows("draft_lines", contract=contract, draft=draft)}


def has_draft(*, contract: int, draft: int) -> bool:
    """Whether the draft is one of the contract's."""
    return Draft.objects.filter(pk=draft, contract_id=contract).exists()


def broken_books() -> list[Broken]:
    """Lines that disagree with the stock's holds, contracts whose reserved value is not that of its lines."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
