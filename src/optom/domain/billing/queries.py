"""Issued invoices. Sums are with VAT, in the contract's currency."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
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


def invoices(*, contract: int, limit: int = 1000) -> list[InvoiceRow]:
    """The invoices of a contract, newest first."""
    return [InvoiceRow(*row) for row in _sql.rows("invoices", contract=contract, invoice=None, limit=limit)]


def invoice(invoice_id: int) -> InvoiceRow:
    """One invoice; refuses `billing.unknown`, also to whom the database doesn't show it."""
    row = _sql.first("invoices", contract=None, invoice=invoice_id, limit=1)
    if row is None:
        raise Refusal("billing.unknown", invoice=invoice_id)
    return InvoiceRow(*row)


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
