"""What may be asked of purchasing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.sql import statements
from optom.base.told_once import hash_of

from .agreements import Weighed, weights
from .deciding import NextBest, next_best
from .models import Answer, Need, SupplierLine
from .supplying import Supplies, supplies_of

__all__ = [
    "NextBest",
    "Supplies",
    "Weighed",
    "agreements",
    "answered",
    "answers",
    "awaited",
    "broken_books",
    "key_holder",
    "lines",
    "needs",
    "next_best",
    "offers",
    "order",
    "order_by_paper",
    "orders",
    "receipts",
    "said",
    "sent_to",
    "supplies_of",
    "to_confirm",
    "unoffered",
    "waiting",
    "weights",
]

_sql = statements(__package__)
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What is short of a product, see `models.Need`. Money is roubles without VAT, by the best offer."""

    id: int
    article: str
    brand: str
    name: str
    unit: str
    waiting: Decimal
    minimum: Decimal
    forecast: Decimal
    safety: Decimal
    free: Decimal
    coming: Decimal
    ordered: Decimal
    quantity: Decimal
    supplier: str | None
    landed: Decimal | None
    to_order: Decimal | None
    sum: Decimal | None
    measured_at: datetime


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order to a supplier; ``state`` is `rules.State`, "doubted", or "received". ``sum`` is landed, without VAT."""

    id: int
    supplier: str
    warehouse: str
    state: str
    lines: int
    sum: Decimal | None
    expected_on: date | None
    created_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order to a supplier; ``discrepancy`` is what came beyond what was confirmed, once it is received.

    ``paper_price`` is the last one of a supplier's paper that was not the confirmed one; ``doubt`` as in `models`.
    """

    id: int
    position: int
    number: str
    article: str
    brand: str
    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    currency: str
    confirmed: Decimal | None
    confirmed_price: Decimal | None
    expected_on: date | None
    due_on: date | None
    doubt: str
    came: Decimal | None
    damaged: Decimal | None
    paper_price: Decimal | None
    awaited: Decimal | None
    discrepancy: Decimal | None
    landed: Decimal
    waited_for: Decimal | None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order to a supplier, where and in which form it is sent; ``doubts`` are lines that wait for a person's word.

    ``answer_run`` is the file of ``answer_feed`` that has confirmed it, None: it was confirmed another way, or not yet.

    ``awaits_rest`` and the tolerances are those that hold for it. ``buyer`` is our legal entity that has sent it, or
    would; None: we have several, and the agreement names none.
    """

    id: int
    supplier_id: int
    supplier: str
    inn: str
    warehouse: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    email: str
    form: str
    doubts: int
    has_key: bool
    tolerance_percent: Decimal
    tolerance_days: int
    awaits_rest: bool
    answer_feed: int | None
    answer_run: int | None
    answer_file: str | None
    answer_sha256: str | None
    buyer: int | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A file of a feed that brings answers, and which order it has confirmed: how many lines, and how many of them come
    or wait for a person's word.
    """

    id: int
    name: str
    received_at: datetime
    ended_at: datetime | None
    state: str
    order: int | None
    lines: int | None
    comes: int | None
    doubted: int | None
    person: str | None


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What a file said of a line, beside what was ordered; ``outcome`` is "comes", "less", "nothing" or "doubted"."""

    id: int
    position: int
    article: str
    brand: str
    name: str
    unit: str
    outcome: str
    doubt: str
    quantity: Decimal
    said: Decimal
    price: Decimal
    said_price: Decimal
    currency: str
    due_on: date | None
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A paper by which goods of an order came; where something came instead of ``meant``, how much of what, at which
    price of the paper.
    """

    id: int
    paper: str
    at: datetime
    person: str
    meant: str | None
    article: str | None
    brand: str | None
    came: Decimal | None
    unit: str | None
    price: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """So much of a line is still to come, of it so much for clients."""

    line: int
    article: str
    brand: str
    name: str
    unit: str
    number: str
    open: Decimal
    held: Decimal
    expected_on: date
    currency: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """An order that waits for its supplier's word."""

    id: int
    sent_at: datetime
    lines: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A supplier and what is agreed with him; nine of ten of his lines come at most ``late_days`` after his word,
    ``promised_percent`` of what he has may be promised (None: nothing); ``spend`` is a year of what he offers best,
    ``one_percent`` of that.
    """

    id: int
    name: str
    currency: str
    freight_percent: Decimal
    freight_per_kg: Decimal
    minimum_sum: Decimal
    deferral_days: int
    lead_days: int
    email: str
    tolerance_percent: Decimal | None
    tolerance_days: int | None
    awaits_rest: bool
    form: str
    buyer: int | None
    buyer_name: str | None
    keys: int
    kept_percent: Decimal | None
    kept_of: int
    late_days: int | None
    promised_percent: int | None
    products: int
    spend: Decimal
    one_percent: Decimal


@dataclass(frozen=True, slots=True)
class LandedRow:
    """An offer by what it costs in our warehouse, per unit in roubles without VAT; ``market`` is with VAT."""

    id: int
    article: str
    brand: str
    name: str
    supplier: str
    goods: Decimal
    freight: Decimal
    money: Decimal
    risk: Decimal
    landed: Decimal
    is_lacking: bool
    best: Decimal
    gap_percent: Decimal
    market: Decimal | None
    market_percent: Decimal | None
    sold: Decimal | None
    at_stake: Decimal | None


_NEEDS = Listing(
    __package__,
    "needs",
    search=("article", "name"),
    texts=("article", "brand", "name", "supplier"),
    nulls=("supplier", "landed", "to_order", "sum"),
    sums=("sum",),
    order=("id",),
    row=NeedRow,
)
_ORDERS = Listing(
    __package__,
    "orders",
    search=("supplier",),
    texts=("supplier", "warehouse"),
    nulls=("sum", "expected_on", "sent_at", "confirmed_at"),
    row=OrderRow,
)
_LINES = Listing(
    __package__,
    "order_lines",
    search=("article", "name", "number"),
    texts=("number", "article", "brand", "name", "doubt"),
    nulls=(
        "confirmed",
        "confirmed_price",
        "expected_on",
        "due_on",
        "came",
        "damaged",
        "paper_price",
        "awaited",
        "discrepancy",
        "waited_for",
    ),
    order=("-doubt", "position", "id"),
    row=LineRow,
)
_ANSWERS = Listing(
    __package__,
    "answers",
    search=("name",),
    texts=("name", "person"),
    nulls=("ended_at", "order", "lines", "comes", "doubted", "person"),
    order=("-id",),
    row=AnswerRow,
)
_SAID = Listing(
    __package__,
    "said",
    search=("article", "name"),
    texts=("article", "brand", "name", "doubt"),
    nulls=("due_on", "expected_on"),
    order=("-doubt", "position", "id"),
    row=SaidRow,
)
_AGREEMENTS = Listing(
    __package__,
    "agreements",
    search=("name",),
    texts=("name", "email", "buyer_name"),
    nulls=("kept_percent", "tolerance_percent", "tolerance_days", "late_days", "promised_percent", "buyer_name"),
    sums=("spend", "one_percent"),
    order=("-spend", "id"),
    row=AgreementRow,
)
_OFFERS = Listing(
    __package__,
    "offers",
    search=("article", "name"),
    texts=("article", "brand", "name", "supplier"),
    nulls=("market", "market_percent", "sold", "at_stake"),
    order=("id",),
    row=LandedRow,
)


def needs() -> Listed:
    """What is short as ``NeedRow``."""
    return _NEEDS.of()


def orders() -> Listed:
    """Orders to suppliers as ``OrderRow``, the newest first."""
    return _ORDERS.of()


def lines(order: int) -> Listed:
    """The lines of an order to a supplier as ``LineRow``."""
    return _LINES.of(order=order)


def order(number: int) -> OrderFacts | None:
    """An order to a supplier."""
    row = _sql.first("order", order=number)
    return row and OrderFacts(*row)


def receipts(number: int) -> Sequence[ReceiptRow]:
    """What came of an order by which papers, the oldest first; a paper stands once for each thing that came instead."""
    return [ReceiptRow(*row) for row in _sql.rows("receipts", order=number)]


def unoffered(products: Sequence[int] | None) -> int:
    """How many products are short, of these or of all, that nobody offers."""
    found = Need.objects.filter(offer=None)
    return (found if products is None else found.filter(product__in=products)).count()


def to_confirm(number: int) -> Sequence[LineRow]:
    """All lines of an order, as they are sent and read back. One statement."""
    return sorted((LineRow(*row) for row in _sql.rows("order_lines", order=number)), key=attrgetter("position"))


def answers(feed: int) -> Listed:
    """The files of a feed that brings answers to our orders as ``AnswerRow``, the newest first."""
    return _ANSWERS.of(feed=feed)


def said(run: int) -> Listed:
    """What a file has said of each line of its order as ``SaidRow``, doubts first."""
    return _SAID.of(run=run)


def answered(run: int) -> int | None:
    """The order that a file has confirmed."""
    return Answer.objects.filter(run=run).values_list("order", flat=True).first()


def broken_books() -> list[Broken]:
    """Lines of which more has come by receipts than by the ledger of stock; goods for clients that are not theirs."""
    return [Broken(*row) for row in _sql.rows("broken_books")]


def waiting() -> int:
    """How many lines wait for a person's word."""
    return SupplierLine.objects.exclude(doubt="").count()


def awaited(number: int) -> Sequence[AwaitedRow]:
    """What of an order is still to come, as it is received. One statement."""
    return [AwaitedRow(*row) for row in _sql.rows("to_receive", order=number)]


def order_by_paper(paper: str) -> int | None:
    """The order by the paper under which the warehouse knows what comes of it."""
    head, _dash, number = paper.partition("-")
    return int(number) if head == "PO" and number.isdecimal() and len(number) <= _DIGITS else None


def sent_to(supplier: int) -> Sequence[SentRow]:
    """Orders that wait for the supplier's word, the oldest first."""
    return [SentRow(*row) for row in _sql.rows("sent_to", supplier=supplier)]


def key_holder(secret: str) -> tuple[int, int, int] | None:
    """The key of a secret, whose orders it opens and in whose name it is used; None when it opens nothing."""
    row = _sql.first("key_holder", secret_hash=hash_of(secret))
    return None if row is None else (int(row.key), int(row.supplier), int(row.holder))


def agreements(day: date) -> Listed:
    """Suppliers and what is agreed with them as ``AgreementRow``."""
    return _AGREEMENTS.of(day=day)


def offers(day: date) -> Listed:
    """Every offer on landed cost as ``LandedRow``."""
    return _OFFERS.of(day=day)
