"""What may be asked of suppliers, their feeds and offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base import kept_files
from optom.base.books import Broken, lost_files
from optom.base.listing import Listed, Listing
from optom.base.sql import Row, statements
from optom.domain.suppliers.models import Supplier
from optom.domain.suppliers.reasons import of_json as reasons

from .files import File, VersionRow, opened, raw, report, versions
from .matching import CandidateRow, FoundRow, SaidGoods, candidates, found, goods_said

__all__ = [
    "CandidateRow",
    "ChangeRow",
    "FeedFacts",
    "FeedRow",
    "File",
    "FoundRow",
    "HeldPriceRow",
    "OfferRow",
    "QueueRow",
    "RemarkRow",
    "RunFacts",
    "RunRow",
    "SaidGoods",
    "SupplierRow",
    "VersionRow",
    "broken_books",
    "candidates",
    "feed",
    "feeds",
    "found",
    "goods_said",
    "held_prices",
    "history",
    "named_files",
    "offers",
    "opened",
    "queue",
    "raw",
    "reasons",
    "remarks",
    "report",
    "run",
    "runs",
    "suppliers",
    "versions",
    "waiting",
]

_ROOM = "optom.domain.suppliers"
_sql = statements(_ROOM)
MOST_CHANGES = 400


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """From whom we buy, or may buy one day."""

    id: int
    name: str
    inn: str
    note: str
    is_candidate: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed in the list of feeds, with its newest file; of answers the one that somebody should look at first.

    ``waiting`` files are not run or not decided yet.
    """

    id: int
    supplier: int
    supplier_name: str
    name: str
    brings: str
    is_active: bool
    received_at: datetime | None
    state: str | None
    run: int | None
    file: str | None
    waiting: int
    offers: int
    unmatched: int
    next_at: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """A feed with its terms, see `models.Feed`; ``terms`` are the fields of `actions.FeedTerms`."""

    id: int
    supplier: int
    supplier_name: str
    brings: str
    is_active: bool
    terms: Mapping[str, Any]
    source: Mapping[str, Any]
    schedule: Mapping[str, Any]
    tried_at: datetime | None
    next_at: datetime | None
    failures: int
    failure: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A file and what became of it. ``findings`` are why it is held, as codes with facts; ``mapping`` is a number."""

    id: int
    feed: int
    name: str
    size: int
    received_at: datetime
    received_from: str | None
    mapping: int | None
    state: str
    begun_at: datetime | None
    ended_at: datetime | None
    findings: Sequence[Mapping[str, Any]]
    counts: Mapping[str, Any]
    failure: Mapping[str, Any] | None
    report: str
    decided_by: str | None
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A file in the list of a feed's files. ``size`` in bytes; ``held`` prices were held back."""

    id: int
    name: str
    size: int
    received_at: datetime
    ended_at: datetime | None
    state: str
    mapping: int | None
    person: str | None
    offers: int | None
    held: int | None
    rows: int | None


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A row of a file that is no offer as it stands; ``place`` as "Лист1!12", ``percent`` how its price has moved."""

    id: int
    seq: int
    place: str
    fate: str
    number: str
    name: str
    price: str
    was: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with the product that it is, if that is known. ``price`` per unit of the product, with VAT or without.

    One ``unit`` of the supplier holds ``factor`` of ``product_unit``; ``said_price`` is per unit of his, if another.
    """

    id: int
    supplier: int
    supplier_name: str
    number: str
    article: str
    brand: str
    name: str
    category: str
    product: int | None
    product_article: str | None
    product_brand: str | None
    product_name: str | None
    matched: str
    price: Decimal
    currency: str
    with_vat: bool
    recommended: Decimal | None
    stock: Decimal | None
    stock_said: str
    multiple: Decimal | None
    minimum: Decimal | None
    lead_days: int | None
    breaks: str
    is_listed: bool
    since: datetime
    unit: str
    factor: Decimal
    said_price: Decimal | None
    product_unit: str | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An offer that is no product yet, with the likeliest candidate; ``score`` in per cent. Units as of `OfferRow`."""

    id: int
    supplier_name: str
    number: str
    article: str
    brand: str
    name: str
    category: str
    price: Decimal
    currency: str
    stock: Decimal | None
    product: int | None
    score: int | None
    product_article: str | None
    product_brand: str | None
    product_name: str | None
    unit: str
    factor: Decimal
    said_price: Decimal | None
    product_unit: str | None


@dataclass(frozen=True, slots=True)
class HeldPriceRow:
    """A price that a guard held back: from ``was`` to ``price``, ``percent`` more."""

    id: int
    supplier_name: str
    number: str
    article: str
    brand: str
    name: str
    product_article: str | None
    was: Decimal
    was_currency: str
    price: Decimal
    currency: str
    percent: Decimal
    reason: str
    place: str
    file: str
    run: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """At what an offer stood since a moment."""

    at: datetime
    price: Decimal
    currency: str
    stock: Decimal | None
    lead_days: int | None
    is_listed: bool
    run: int
    file: str | None


_FEEDS = Listing(
    _ROOM,
    "feeds",
    search=("supplier_name", "name", "file"),
    texts=("supplier_name", "name", "file"),
    nulls=("received_at", "state", "file", "next_at"),
    order=("supplier_name", "name", "id"),
    row=FeedRow,
)
_RUNS = Listing(
    _ROOM,
    "runs",
    search=("name",),
    texts=("name", "person"),
    nulls=("ended_at", "mapping", "person", "offers", "held", "rows"),
    order=("-id",),
    row=RunRow,
)
_REMARKS = Listing(
    _ROOM,
    "remarks",
    search=("place", "number", "name"),
    texts=("place", "number", "name", "price"),
    nulls=("was", "percent"),
    order=("fate", "seq", "id"),
    row=RemarkRow,
)
_OFFERS = Listing(
    _ROOM,
    "offers",
    search=("number", "article", "name", "product_article"),
    texts=("supplier_name", "number", "article", "brand", "name", "category", "product_article", "product_name", "unit",
           "product_unit"),
    nulls=("product", "product_article", "product_brand", "product_name", "recommended", "stock", "multiple", "minimum",
           "lead_days", "said_price", "product_unit"),
    order=("id",),
    row=OfferRow,
)  # fmt: skip
_QUEUE = Listing(
    _ROOM,
    "queue",
    search=("number", "article", "name"),
    texts=(
        "supplier_name",
        "number",
        "article",
        "brand",
        "name",
        "category",
        "product_article",
        "product_name",
        "unit",
        "product_unit",
    ),
    nulls=(
        "stock",
        "product",
        "score",
        "product_article",
        "product_brand",
        "product_name",
        "said_price",
        "product_unit",
    ),
    order=("-score", "id"),
    row=QueueRow,
)
_HELD = Listing(
    _ROOM,
    "held_prices",
    search=("number", "article", "name"),
    texts=("supplier_name", "number", "article", "brand", "name", "product_article", "file"),
    nulls=("product_article",),
    order=("-received_at", "id"),
    row=HeldPriceRow,
)


def suppliers() -> list[SupplierRow]:
    """From whom we buy, by name."""
    found = Supplier.objects.filter(is_active=True).order_by("sort_key", "id")
    return [SupplierRow(*row) for row in found.values_list("id", "name", "inn", "note", "is_candidate")]


def feeds() -> Listed:
    """All feeds as ``FeedRow``."""
    return _FEEDS.of()


def runs(feed: int) -> Listed:
    """The files of a feed as ``RunRow``, the newest first."""
    return _RUNS.of(feed=feed)


def remarks(run: int) -> Listed:
    """Rows of a file that are no offers as they stand, as ``RemarkRow``: the first of each kind."""
    return _REMARKS.of(run=run)


def offers(*, supplier: int | None = None, product: int | None = None, feed: int | None = None) -> Listed:
    """All offers, of one supplier, one product or one feed, as ``OfferRow``."""
    return _OFFERS.of(supplier=supplier, product=product, feed=feed)


def queue() -> Listed:
    """Offers that are no products yet as ``QueueRow``, the likeliest first."""
    return _QUEUE.of()


def held_prices() -> Listed:
    """Prices that guards hold back as ``HeldPriceRow``."""
    return _HELD.of()


def history(offer: int) -> list[ChangeRow]:
    """At what an offer stood, the newest first: at most `MOST_CHANGES`."""
    return [ChangeRow(*row) for row in _sql.rows("history", offer=offer, most=MOST_CHANGES)]


def feed(feed: int) -> FeedFacts | None:
    """A feed with its terms."""
    row = _sql.first("feed", feed=feed)
    return FeedFacts(**_with_json(row, "terms", "source", "schedule", "failure")) if row else None


def run(run: int) -> RunFacts | None:
    """A file and what became of it."""
    row = _sql.first("run", run=run)
    return RunFacts(**_with_json(row, "findings", "counts", "failure")) if row else None


def _with_json(row: Row, *names: str) -> dict[str, Any]:
    """The row with these columns read."""
    told: dict[str, Any] = row._asdict()
    return told | {name: orjson.loads(told[name]) for name in names if told[name] is not None}


def waiting() -> int:
    """How many feeds wait for somebody: their newest file is held, or could not be read; and how many answers do."""
    return int(_sql.value("waiting"))


def named_files(prefix: str) -> list[kept_files.Kept]:
    """Files of feeds and reports about them, of those whose hashes begin so."""
    return [kept_files.Kept(*row) for row in _sql.rows("named_files", prefix=prefix)]


def broken_books() -> list[Broken]:
    """Offers that do not stand as their history says last, and files that are not there."""
    standing = [Broken(*row) for row in _sql.rows("broken_books")]
    return [*standing, *lost_files("files of feeds are kept", named_files(""))]
