"""Issued invoices. Sums are with VAT, in the contract's currency."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice; ``order`` is None for an advance and for lines of several orders."""

    id: int
    contract: int
    company: int
    seller: int
    order: int | None
    paper: int
    number: str
    issued_at: datetime
    issued_by: str | None
    valid_until: date | None
    sum: Decimal
    vat: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line to pay for."""

    id: int
    line: int
    order: int
    product: int
    article: str
    name: str
    unit: str
    quantity: Decimal
    sum: Decimal
    vat: Decimal


_invoices = Listing(
    __package__,
    "invoices",
    search=("number",),
    texts=("number", "issued_by"),
    nulls=("order", "issued_by", "valid_until"),
    sums=("sum",),
    row=InvoiceRow,
)


def invoices(*, contract: int) -> Listed:
    """The invoices of a contract as ``InvoiceRow``, newest first."""
    return _invoices.only(contract=contract)


def invoices_of(*, order: int) -> list[InvoiceRow]:
    """The invoices for an order, newest first."""
    return _invoices.only(order=order).all()


def invoice(invoice_id: int) -> InvoiceRow:
    """One invoice; refuses `billing.unknown`, also to whom the database doesn't show it."""
    found: InvoiceRow | None = _invoices.of().one(invoice_id)
    if found is None:
        raise Refusal("billing.unknown", invoice=invoice_id)
    return found


def lines(invoice_id: int) -> list[LineRow]:
    """The lines of an invoice in their order; none for an advance."""
    return [LineRow(*row) for row in _sql.rows("lines", invoice=invoice_id)]


def broken_books() -> list[Broken]:
    """Invoices that are not the sum of their lines, or not the number on their paper."""
    found = []
    for row in _sql.rows("broken_books"):
        subject = f"billing.invoice:{row.id}"
        if row.lines is not None and row.lines != row.sum:
            found.append(Broken("invoice = sum of its lines", subject, row.lines, row.sum))
        if row.paper_number != row.number:
            found.append(Broken("number = number on the paper", subject, row.paper_number, row.number))
    return found
