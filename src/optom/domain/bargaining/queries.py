"""What may be asked of bargaining."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.sql import statements

from .desk import (
    CandidateOfferRow,
    CandidateRow,
    OfferPoint,
    ProductFacts,
    ProductOffer,
    ProductRow,
    SupplierFacts,
    SupplierProductRow,
    candidate_offers,
    candidates,
    history,
    offers_of,
    product,
    products,
    supplier,
    supplier_products,
    worth_of_percent,
)
from .won import MonthRow, ReceiptRow, SavingFacts, SavingRow, months, receipts, saving, savings

__all__ = [
    "CandidateOfferRow",
    "CandidateRow",
    "MonthRow",
    "OfferPoint",
    "ProductFacts",
    "ProductOffer",
    "ProductRow",
    "ReceiptRow",
    "SavingFacts",
    "SavingRow",
    "SupplierFacts",
    "SupplierProductRow",
    "broken_books",
    "candidate_offers",
    "candidates",
    "history",
    "months",
    "offers_of",
    "product",
    "products",
    "receipts",
    "saving",
    "savings",
    "supplier",
    "supplier_products",
    "worth_of_percent",
]

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for quotation; ``state`` is draft (nobody was asked yet), open, over or closed.

    ``won`` is a year's worth of what was awarded below the baseline, in roubles without VAT.
    """

    id: int
    title: str
    state: str
    lines: int
    asked: int
    answered: int
    awarded: int
    answer_until: datetime
    deliver_on: date | None
    person: str | None
    created_at: datetime
    won: Decimal


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request and what it says to suppliers."""

    id: int
    title: str
    note: str
    deliver_on: date | None
    answer_until: datetime
    created_at: datetime
    person: str | None
    closed_at: datetime | None

    def is_open_at(self, at: datetime) -> bool:
        """Whether suppliers may answer."""
        return self.closed_at is None and at < self.answer_until


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a request. ``baseline`` and ``landed`` of the award are per unit, roubles without VAT."""

    id: int
    position: int
    product: int
    article: str
    brand: str
    name: str
    unit: str
    quantity: Decimal
    baseline: Decimal | None
    baseline_supplier: str | None
    sold: Decimal | None
    awarded_to: str | None
    landed: Decimal | None


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A price of a supplier's last reply, in his currency, and its parts in our warehouse.

    Those are roubles without VAT, None where the rate of the currency is not known.
    """

    id: int
    line: int
    supplier: int
    supplier_name: str
    price: Decimal
    currency: str
    with_vat: bool
    quantity: Decimal | None
    multiple: Decimal | None
    lead_days: int | None
    comment: str
    valid_until: date | None
    goods: Decimal | None
    freight: Decimal | None
    money: Decimal | None
    risk: Decimal | None
    landed: Decimal | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """Who was asked, and how it went. ``state`` of his newest link: open, expired or revoked."""

    supplier: int
    name: str
    email: str
    is_candidate: bool
    state: str
    uses: int
    last_used_at: datetime | None
    submissions: int
    submitted_at: datetime | None
    priced: int
    note: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class HeldLink:
    """What the link that is held opens: a request to one supplier, and what he has said of it so far."""

    id: int
    invitation: int
    request: int
    supplier: str
    firm: str
    asked_by: str | None
    title: str
    note: str
    deliver_on: date | None
    answer_until: datetime
    expires_at: datetime
    is_open: bool
    with_vat: bool
    valid_until: date | None
    said: str
    submissions: int
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A line of a request as the supplier sees it, with what he has typed. ``id`` is the line."""

    id: int
    position: int
    number: str
    article: str
    brand: str
    name: str
    unit: str
    asked: Decimal
    price: Decimal | None
    currency: str
    quantity: Decimal | None
    multiple: Decimal | None
    lead_days: int | None
    comment: str
    is_awarded: bool


@dataclass(frozen=True, slots=True)
class TalkRow:
    """What was said with a supplier; it ``is_due`` while its next step's day has come and no later talk follows it."""

    id: int
    supplier: int
    supplier_name: str
    product: int | None
    article: str | None
    said_on: date
    said: str
    agreed: str
    next_step: str
    next_on: date | None
    is_due: bool
    is_followed: bool
    person: str | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What somebody wants to bring down. ``now`` is the best landed cost of it; ``worth`` a year of the way to it, in
    roubles. ``state`` is open, reached, missed or ended.
    """

    id: int
    product: int | None
    article: str | None
    supplier: int | None
    supplier_name: str | None
    landed: Decimal | None
    percent: Decimal | None
    now: Decimal | None
    worth: Decimal | None
    until: date
    state: str
    reason: str
    owner: str
    created_at: datetime


_REQUESTS = Listing(
    __package__,
    "requests",
    search=("title",),
    texts=("title", "person"),
    nulls=("deliver_on", "person"),
    sums=("won",),
    order=("-id",),
    row=RequestRow,
)
_TALKS = Listing(
    __package__,
    "talks",
    search=("supplier_name", "article", "said", "agreed"),
    texts=("supplier_name", "article", "said", "agreed", "next_step", "person"),
    nulls=("product", "article", "next_on", "person"),
    order=("-id",),
    row=TalkRow,
)
_TARGETS = Listing(
    __package__,
    "targets",
    search=("article", "supplier_name", "reason"),
    texts=("article", "supplier_name", "reason", "owner"),
    nulls=("product", "article", "supplier", "supplier_name", "landed", "percent", "now", "worth"),
    sums=("worth",),
    order=("until", "id"),
    row=TargetRow,
)


def requests(at: datetime) -> Listed:
    """Requests for quotation as ``RequestRow``, the newest first."""
    return _REQUESTS.of(at=at)


def request(number: int) -> RequestFacts | None:
    """A request."""
    row = _sql.first("request", request=number)
    return row and RequestFacts(*row)


def lines(number: int) -> list[LineRow]:
    """The lines of a request. One statement."""
    return [LineRow(*row) for row in _sql.rows("lines", request=number)]


def quoted(number: int, day: date) -> list[QuotedRow]:
    """What suppliers have sent last of a request, as it lands on a day. One statement."""
    return [QuotedRow(*row) for row in _sql.rows("quoted", request=number, day=day)]


def invitations(number: int, at: datetime) -> list[InvitationRow]:
    """Whom a request went to, by name."""
    return [InvitationRow(*row) for row in _sql.rows("invitations", request=number, at=at)]


def addresses() -> Mapping[int, str]:
    """Where letters to suppliers go, as it was agreed with them or used last."""
    return {row.supplier_id: row.email for row in _sql.rows("addresses")}


def held_link() -> HeldLink | None:
    """What the held link opens at this moment; None where it opens nothing, or none is held."""
    row = _sql.first("held_link")
    return row and HeldLink(*row)


def asked_lines() -> Sequence[AskedRow]:
    """The lines of the request that the held link opens. One statement."""
    return [AskedRow(*row) for row in _sql.rows("asked_lines")]


def talks(day: date, *, supplier: int | None = None, product: int | None = None) -> Listed:
    """What was said with suppliers as ``TalkRow``, the newest first."""
    return _TALKS.of(day=day, supplier=supplier, product=product)


def targets(day: date, *, supplier: int | None = None, product: int | None = None) -> Listed:
    """What is to be brought down as ``TargetRow``, the soonest first."""
    return _TARGETS.of(day=day, supplier=supplier, product=product)


def due(day: date) -> int:
    """How many next steps that were agreed on wait for somebody."""
    return int(_sql.value("due", day=day))


def broken_books() -> list[Broken]:
    """Savings that receipts do not prove."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
