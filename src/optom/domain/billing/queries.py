"""Issued invoices and UPDs. Sums are with VAT, in the contract's currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.books import Broken
from optom.base.business_day import business_moment
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.base.sql import statements
from optom.domain.billing import rules
from optom.domain.billing.advance_books import (
    AdvanceRow,
    NamedInVain,
    advances,
    broken_advances,
    late_advances,
    named_in_vain,
)
from optom.domain.billing.corrected import (
    ClaimedRow,
    ClaimRow,
    CorrectionRow,
    RevisionRow,
    TitleRow,
    broken_corrections,
    claimed,
    claims,
    corrections,
    is_uncounted,
    revisions,
    standing_lines,
    titles,
    waiting_claims,
)
from optom.domain.billing.invoiced import AheadRow, ahead_by_invoices, owed_by_invoices, owed_by_papers
from optom.domain.billing.papers import BankText, InvoiceFile, InvoicePayload
from optom.domain.billing.penalties import (
    PenaltyCharged,
    PenaltyRow,
    broken_penalties,
    penalties,
    penalties_charged,
    penalties_of_contracts,
)
from optom.domain.billing.ukd import AmountText, DifferenceText, OriginalText, UkdItemText, UkdPayload
from optom.domain.billing.upd import (
    BasisText,
    ConsigneeText,
    MarksText,
    SideText,
    TracedText,
    UpdItemText,
    UpdPayload,
)
from optom.domain.billing.vat_invoice import VatInvoicePayload
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import TORG12
from optom.domain.documents.rules import LineFile, SideFile
from optom.domain.shipping import rules as leaving
from optom.domain.shipping.queries import ShipmentRow

# what issued papers say, for who writes them as files; advances and corrections, which have modules of their own
__all__ = [
    "AdvanceRow",
    "AheadRow",
    "AmountText",
    "BankText",
    "BasisText",
    "ClaimRow",
    "ClaimedRow",
    "ConsigneeText",
    "CorrectionRow",
    "DifferenceText",
    "InvoiceFile",
    "InvoicePayload",
    "LineFile",
    "MarksText",
    "NamedInVain",
    "OriginalText",
    "PenaltyCharged",
    "PenaltyRow",
    "RevisionRow",
    "SideFile",
    "SideText",
    "TitleRow",
    "TracedText",
    "UkdItemText",
    "UkdPayload",
    "UpdItemText",
    "UpdPayload",
    "VatInvoicePayload",
    "advances",
    "ahead_by_invoices",
    "claimed",
    "claims",
    "corrections",
    "is_uncounted",
    "named_in_vain",
    "owed_by_invoices",
    "owed_by_papers",
    "penalties",
    "penalties_charged",
    "penalties_of_contracts",
    "revisions",
    "standing_lines",
    "titles",
    "waiting_claims",
]

_sql = statements(__package__)
_LATE_AFTER = timedelta(hours=1)
_MOST_LATE = 100  # more of them are named no better


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice; ``order`` is None for an advance and for lines of several, ``shipment`` is the one it is for."""

    id: int
    contract: int
    company: int
    seller: int
    order: int | None
    shipment: int | None
    paper: int
    number: str
    issued_at: datetime
    issued_by: str | None
    valid_until: date | None
    sum: Decimal
    vat: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class LineInvoiceRow:
    """An invoice that asks for so much of an order line, at ``cost``; with the title and the sum of all of it."""

    line: int
    invoice: int
    paper: int
    title: str
    number: str
    issued_at: datetime
    sum: Decimal
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A paper that was issued, whatever its kind, with what it is about; ``orders`` are numbers with commas.

    ``sum`` is what an invoice asks for or what left by a delivery note, in the ``currency`` of its contract, ``vat``
    the tax inside it where that is told by this kind of paper: an invoice, an UPD, an UKD, a VAT invoice;
    ``replaced_by`` is the number of the revision that holds in place of this UPD, ``outcome`` what the
    buyer's title says of it.
    """

    id: int
    kind: str
    number: str
    title: str
    issued_at: datetime
    company: int
    contract: int | None
    contract_number: str | None
    seller_name: str | None
    currency: str | None
    sum: Decimal | None
    vat: Decimal | None
    shipment: int | None
    orders: str | None
    sha256: str | None
    size: int | None
    kilobytes: int | None
    replaced_by: int | None
    outcome: str | None


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
    vat_percent: Decimal | None


_invoices = Listing(
    __package__,
    "invoices",
    search=("number",),
    texts=("number", "issued_by"),
    nulls=("order", "shipment", "issued_by", "valid_until"),
    sums=("sum",),
    row=InvoiceRow,
)


_issued = Listing(
    __package__,
    "issued",
    parts=("about_papers",),
    search=("number", "title"),
    texts=("number", "title", "contract_number", "orders"),
    nulls=("contract_number", "currency", "sum", "vat", "shipment", "orders", "kilobytes", "outcome"),
    row=IssuedRow,
)


def issued(*, company: int, order: int | None = None) -> Listed:
    """The papers of a company over all its contracts as ``IssuedRow``, newest first; those about one ``order``."""
    return _issued.of(order=order).only(company=company)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to papers, as its company sees it. ``state``: open, expired, revoked, or its maker has left."""

    id: int
    company: int
    contract: int | None
    contract_number: str | None
    issued_from: datetime
    issued_before: datetime
    note: str
    created_at: datetime
    created_by: str | None
    expires_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    last_used_at: datetime | None
    uses: int
    state: str


@dataclass(frozen=True, slots=True)
class HeldLink:
    """What the link opens whose hash the database session holds; ``contract`` None: all of the company's."""

    id: int
    company: int
    company_name: str
    contract: int | None
    contract_number: str | None
    issued_from: datetime
    issued_before: datetime
    expires_at: datetime


_links = Listing(
    __package__,
    "links",
    search=("note", "created_by"),
    texts=("note", "created_by", "contract_number"),
    nulls=("contract_number", "created_by", "last_used_at"),
    row=LinkRow,
)
_linked = Listing(__package__, "linked", parts=("about_papers",), row=IssuedRow)


def links(*, company: int, at: datetime) -> Listed:
    """The links to papers that a company's people have made, as ``LinkRow``, newest first."""
    return _links.of(at=at).only(company=company)


def held_link() -> HeldLink | None:
    """The link that the session holds; None when it opens nothing."""
    row = _sql.first("held_link")
    return None if row is None else HeldLink(*row)


@dataclass(frozen=True, slots=True)
class Letter:
    """A person is told of papers of a company; ``how`` says whether at once or by a digest."""

    reader: int
    company: int
    user: int
    how: str
    papers: tuple[int, ...]


def letters_of(company: int, user: int) -> str:
    """How a person is told of the papers of a company by mail: at_once, daily, weekly, none."""
    row = _sql.first("letters_of", company=company, user=user)
    return rules.NO_LETTERS if row is None else str(row.how)


def letters_due(at: datetime, *, most: int) -> list[int]:
    """The readers to whom a letter is due, at most so many."""
    moments = rules.digest_moments(business_moment(at))
    said = {"kinds": list(moments), "moments": list(moments.values())}
    return [row.reader for row in _sql.rows("letters_due", **said, at=at, most=most)]


def papers_named(company: int, papers: Sequence[int]) -> list[IssuedRow]:
    """These papers of a company, as they stand in the list, newest first."""
    return issued(company=company).keyed(papers)


def found_papers(*, companies: Sequence[int] | None, sought: Sought, most: int) -> list[IssuedRow]:
    """Papers of the companies (None: of all) by number or its beginning: the very number first, then the newest."""
    wanted = None if companies is None else list(companies)
    rows = _sql.rows("found_papers", companies=wanted, number=sought.number, until=sought.until, most=most)
    return _issued.of(order=None).keyed([row.id for row in rows]) if rows else []


def linked() -> Listed:
    """The papers that the link opens which the session holds, as ``IssuedRow``, newest first."""
    return _linked.of()


@dataclass(frozen=True, slots=True)
class LinkedGoods:
    """Goods of which a paper tells that a link opens."""

    paper: int
    product: int
    article: str
    brand: str | None
    name: str


def linked_goods(papers: Sequence[int]) -> list[LinkedGoods]:
    """The goods of these papers, each once, as far as the link reaches which the session holds. One statement."""
    return [LinkedGoods(*row) for row in _sql.rows("linked_goods", papers=list(papers))]


@dataclass(frozen=True, slots=True)
class UpdRow:
    """The UPD of a shipment; without ``paper`` it is due and waits for what it lacks.

    ``paper`` is the one that holds: that of the last ``revision`` (0: the ``first``).
    """

    id: int
    shipment: int
    contract: int
    paper: int | None
    number: str
    due_at: datetime
    issued_at: datetime | None
    sum: Decimal | None
    vat: Decimal | None
    revision: int
    first: int | None


def upds(shipments: Sequence[int]) -> list[UpdRow]:
    """The UPDs of these shipments, as far as any are due. One statement."""
    return [UpdRow(*row) for row in _sql.rows("upds", shipments=list(shipments))]


@dataclass(frozen=True, slots=True)
class ShipmentPaperRow:
    """A paper beside a shipment that is neither its UPD nor its note."""

    id: int
    shipment: int
    paper: int
    kind: str
    key: str
    number: str
    sum: Decimal | None


def papers_of_shipment(shipment: int) -> list[ShipmentPaperRow]:
    """TORG-12 and powers of attorney of a shipment, in the order in which they were issued."""
    return [ShipmentPaperRow(*row) for row in _sql.rows("papers_of_shipment", shipment=shipment)]


def objections_to_torg12(shipment: ShipmentRow) -> list[Refusal]:
    """Marked goods that left with codes: a TORG-12 would hand them over on paper."""
    buyer = companies.company_requisites(shipment.company).kind
    barred = [
        line.article
        for line in standing_lines(shipment.id)
        if not leaving.may_hand_over(TORG12, buyer, is_marked=line.is_marked)
    ]
    return [Refusal("billing.marked_on_paper", shipment=shipment.id, articles=sorted(set(barred)))] if barred else []


def upd_lacks(*, contract: int) -> list[Refusal]:
    """What of the requisites of both sides keeps UPDs of a contract from being issued, at this moment."""
    found = companies.contract(contract)
    seller, buyer = companies.seller_requisites(found.seller), companies.company_requisites(found.company)
    return rules.objections_to_upd(seller, companies.signers_of(seller), buyer, items=())


def invoices(*, contract: int) -> Listed:
    """The invoices of a contract as ``InvoiceRow``, newest first."""
    return _invoices.only(contract=contract)


def invoices_of(*, order: int) -> list[InvoiceRow]:
    """The invoices for an order, newest first."""
    return _invoices.only(order=order).all()


def invoices_of_lines(*, contract: int, lines: Sequence[int]) -> list[LineInvoiceRow]:
    """The invoices that ask for each of these order lines, newest first."""
    return [LineInvoiceRow(*row) for row in _sql.rows("invoices_of_lines", contract=contract, lines=list(lines))]


def invoices_of_goods(*, contract: int, lines: Sequence[int]) -> list[LineInvoiceRow]:
    """The invoices that ask for any of these order lines, each once, newest first."""
    rows = {row.invoice: row for row in invoices_of_lines(contract=contract, lines=lines)}
    return [rows[invoice] for invoice in sorted(rows, reverse=True)]


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
    """Invoices that are not the sum of their lines, UPDs that are not what left and is owed, numbers that differ."""
    found = []
    for row in _sql.rows("broken_books"):
        subject = f"billing.invoice:{row.id}"
        if row.lines is not None and row.lines != row.sum:
            found.append(Broken("invoice = sum of its lines", subject, row.lines, row.sum))
        if row.paper_number != row.number:
            found.append(Broken("number = number on the paper", subject, row.paper_number, row.number))
    return [*found, *_broken_upds(), *broken_advances(), *broken_corrections(), *broken_penalties()]


def _broken_upds() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_upds"):
        subject = f"shipping.shipment:{row.shipment}"
        pairs = (
            ("UPD = sum of what left", row.line_sum, row.sum),
            ("UPD = entry of the ledger", row.entry, row.sum),
            ("VAT of an UPD = VAT of its lines", row.line_vat, row.vat),
            ("VAT of a line = what its rate makes of its sum", row.counted_vat, row.line_vat),
            ("number = number on the paper", row.paper_number, row.number),
        )
        found += [Broken(what, subject, expected, is_so) for what, expected, is_so in pairs if expected != is_so]
    return found


def late(at: datetime) -> list[Broken]:
    """Shipments without their UPD for long, advances without their invoice, what has gone of them and is not written.

    A requisite is lacking, or the worker does not run.
    """
    before = at - _LATE_AFTER
    rows = _sql.rows("late_upds", before=before, most=_MOST_LATE)
    what, since = "every shipment has its UPD", "none since {:%Y-%m-%d %H:%M}"
    return [
        *(Broken(what, f"shipping.shipment:{row.shipment}", "an UPD", since.format(row.dispatched_at)) for row in rows),
        *late_advances(at=at, before=before, most=_MOST_LATE),
    ]
