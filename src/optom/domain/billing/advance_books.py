"""VAT invoices for advances as lists and books tell them. Sums are with VAT, in the contract's currency."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.sql import statements

_sql = statements("optom.domain.billing")


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """A VAT invoice for an advance. ``offset_sum`` of it has gone since, mostly to goods that left; ``rest`` has not.

    ``state``: open, partly, offset; waiting: without a paper while a requisite lacks; taken_back: so was the payment.
    ``upds`` are the numbers of UPDs that name it, while nothing of it is offset by their goods any more.
    """

    id: int
    contract: int
    contract_number: str
    company: int
    company_name: str
    inn: str
    seller: str
    currency: str
    paper: int | None
    number: str
    on: date
    due_at: datetime
    vat_percent: Decimal
    sum: Decimal
    vat: Decimal
    payment_number: str
    paid_on: date
    offset_sum: Decimal
    offset_vat: Decimal
    rest: Decimal
    state: str
    upds: str | None


@dataclass(frozen=True, slots=True)
class NamedInVain:
    """An invoice for an advance in line 5б of the paper of a shipment, whose goods offset nothing of it any more."""

    advance: int
    number: str
    on: date
    shipment: int
    upd: str


_advances = Listing(
    "optom.domain.billing",
    "advances",
    search=("number", "company_name", "inn", "payment_number"),
    texts=("number", "company_name", "contract_number", "seller", "payment_number", "upds"),
    nulls=("paper", "upds"),
    sums=("sum", "vat", "offset_sum", "offset_vat", "rest"),
    measure="currency",
    order=("-due_at", "-id"),
    row=AdvanceRow,
    parts=("named_in_vain",),
)


def advances() -> Listed:
    """The VAT invoices for advances of all contracts as ``AdvanceRow``, newest first."""
    return _advances.of(contract=None)


def named_in_vain(*, contract: int) -> list[NamedInVain]:
    """What papers of the contract's shipments name that they should not any more."""
    return [NamedInVain(*row) for row in _sql.rows("named_in_vain", contract=contract)]


def broken_advances() -> list[Broken]:
    """Invoices for advances that say more than has come, tax that is not their rate's, more gone than there was."""
    found = []
    for row in _sql.rows("broken_advances"):
        subject = f"credit.payment:{row.payment}"
        pairs = (
            ("VAT of an advance = what its rate makes of it", row.counted_vat, row.vat),
            ("VAT offset of an advance = what its rate makes of the part", row.counted_offset_vat, row.offset_vat),
            ("number = number on the paper", row.paper_number or "", row.number),
            ("advance <= payment", min(row.sum, row.paid), row.sum),
            ("offset <= advance", min(row.offset_sum, row.sum), row.offset_sum),
            ("nothing is offset below nothing", max(row.least, Decimal(0)), row.least),
        )
        found += [Broken(what, subject, expected, is_so) for what, expected, is_so in pairs if expected != is_so]
    return found


def late_advances(*, at: datetime, before: datetime, most: int) -> list[Broken]:
    """Advances without their invoice since ``before``, and what has gone of others and is not written since then."""
    waiting = _sql.rows("late_advances", before=before, most=most)
    gone = _sql.rows("late_offsets", at=at, before=before, most=most)
    return [
        *(
            Broken("every advance has its invoice", f"credit.payment:{row.payment}", "an invoice", "none")
            for row in waiting
        ),
        *(Broken("offset of an advance = ledger", f"credit.entry:{row.entry}", row.gone, row.written) for row in gone),
    ]
