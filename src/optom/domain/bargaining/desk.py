"""The price killer's desk: products and suppliers on landed cost, and candidates beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product that somebody offers: costs are a unit in our warehouse, roubles without VAT; ``market`` is with VAT.

    ``spread`` is how far the second best is, ``at_stake`` a year of sale at the best offer. ``margin_percent`` is what
    the lowest column's price leaves over it. So much is kept at the ``minimum``; nought: as much as sells.
    """

    id: int
    article: str
    brand: str
    name: str
    offers: int
    best: Decimal
    supplier: str
    spread_percent: Decimal | None
    market: Decimal | None
    market_percent: Decimal | None
    sold_90: Decimal
    sold_365: Decimal
    at_stake: Decimal
    margin_percent: Decimal | None
    minimum: Decimal


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product on the desk; ``ordered`` waits for goods; ``price`` is the lowest column's, with VAT.

    So much is kept at the ``minimum``.
    """

    id: int
    article: str
    brand: str
    name: str
    unit: str
    sold_90: Decimal
    sold_365: Decimal
    ordered: Decimal
    on_hand: Decimal
    vat_percent: Decimal
    price: Decimal | None
    market: Decimal | None
    market_median: Decimal | None
    minimum: Decimal


@dataclass(frozen=True, slots=True)
class ProductOffer:
    """An offer of a product with the parts of its cost: per unit, roubles without VAT."""

    id: int
    supplier: int
    supplier_name: str
    number: str
    price: Decimal
    currency: str
    with_vat: bool
    stock: Decimal | None
    lead_days: int | None
    goods: Decimal
    freight: Decimal
    money: Decimal
    risk: Decimal
    landed: Decimal
    is_lacking: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class OfferPoint:
    """At what an offer stood since a moment: landed at the rates of that day; None: it was listed no more."""

    offer: int
    supplier_name: str
    number: str
    at: datetime
    landed: Decimal | None
    stock: Decimal | None


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """A supplier on the desk. ``received`` is what came of him in a year, ``received_all`` of all; landed."""

    id: int
    name: str
    inn: str
    email: str
    is_candidate: bool
    kept_percent: Decimal | None
    kept_of: int
    offers: int
    best: int
    received: Decimal
    received_all: Decimal
    open_orders: Decimal


@dataclass(frozen=True, slots=True)
class SupplierProductRow:
    """A product that a supplier offers, and what some per cent of his price are worth in a year of sale, in roubles.

    ``best`` is the best of all, ``next`` the best of the others; ``is_best`` where his own is it.
    """

    id: int
    article: str
    brand: str
    name: str
    landed: Decimal
    best: Decimal
    next: Decimal | None
    is_best: bool
    gap_percent: Decimal
    sold: Decimal
    gap_year: Decimal
    year: Decimal
    worth: Decimal


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate and what his list would save in a year of sale, in roubles without VAT."""

    id: int
    name: str
    offers: int
    matched: int
    unmatched: int
    cheaper: int
    saves: Decimal
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class CandidateOfferRow:
    """An offer of a candidate beside our best: per unit, roubles without VAT. ``ours`` None: nobody offers it."""

    id: int
    number: str
    article: str
    brand: str
    name: str
    landed: Decimal
    ours: Decimal | None
    supplier: str | None
    gap_percent: Decimal | None
    sold: Decimal
    saves: Decimal
    stock: Decimal | None


_PRODUCTS = Listing(
    __package__,
    "products",
    search=("article", "name"),
    texts=("article", "brand", "name", "supplier"),
    nulls=("spread_percent", "market", "market_percent", "margin_percent"),
    sums=("at_stake",),
    order=("-at_stake", "id"),
    row=ProductRow,
)
_SUPPLIER_PRODUCTS = Listing(
    __package__,
    "supplier_products",
    search=("article", "name"),
    texts=("article", "brand", "name"),
    nulls=("next",),
    sums=("gap_year", "year", "worth"),
    order=("-worth", "id"),
    row=SupplierProductRow,
)
_CANDIDATES = Listing(
    __package__,
    "candidates",
    search=("name",),
    texts=("name",),
    nulls=("received_at",),
    sums=("saves",),
    order=("-saves", "id"),
    row=CandidateRow,
)
_CANDIDATE_OFFERS = Listing(
    __package__,
    "candidate_offers",
    search=("article", "name", "number"),
    texts=("number", "article", "brand", "name", "supplier"),
    nulls=("ours", "supplier", "gap_percent", "stock"),
    sums=("saves",),
    order=("-saves", "id"),
    row=CandidateOfferRow,
)


def products(day: date) -> Listed:
    """Products that somebody offers as ``ProductRow``, those with the most at stake first."""
    return _PRODUCTS.of(day=day)


def product(number: int, day: date) -> ProductFacts | None:
    """A product on the desk."""
    row = _sql.first("product", product=number, day=day)
    return row and ProductFacts(*row)


def offers_of(number: int, day: date) -> list[ProductOffer]:
    """Who offers a product, the best first: those who have it before those who lack it."""
    return [ProductOffer(*row) for row in _sql.rows("offers_of", product=number, day=day)]


def history(number: int, since: datetime) -> Sequence[OfferPoint]:
    """How the offers of a product have changed since a moment, with the last of each before it; the oldest first."""
    return [OfferPoint(*row) for row in _sql.rows("history", product=number, since=since)]


def supplier(number: int, day: date, since: datetime) -> SupplierFacts | None:
    """A supplier on the desk; what he delivered is counted since a moment."""
    row = _sql.first("supplier", supplier=number, day=day, since=since)
    return row and SupplierFacts(*row)


def supplier_products(number: int, day: date, percent: Decimal) -> Listed:
    """What a supplier offers as ``SupplierProductRow``, with what so many per cent of it are worth a year."""
    return _SUPPLIER_PRODUCTS.of(supplier=number, day=day, percent=percent)


def worth_of_percent(*, sold: Decimal, landed: Decimal, percent: Decimal) -> Decimal:
    """What so many per cent of a price are worth in a year: as much as was sold in the last one, at the landed cost.

    >>> worth_of_percent(sold=Decimal(1200), landed=Decimal(100), percent=Decimal(2))
    Decimal('2400.00')
    """
    return (sold * landed * percent / 100).quantize(Decimal("0.01"))


def candidates(day: date) -> Listed:
    """Candidates as ``CandidateRow``, who would save the most first."""
    return _CANDIDATES.of(day=day)


def candidate_offers(number: int, day: date) -> Listed:
    """What a candidate's list would save, product by product, as ``CandidateOfferRow``."""
    return _CANDIDATE_OFFERS.of(supplier=number, day=day)
