"""What contracts in another currency come to in roubles, and by how much roubles differ when rates move (ADR 0041)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.base.sql import statements

from .entries import EntryRow

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class RateRow:
    """So many roubles are one unit of a currency from a day on; by hand, or as a file of the central bank says."""

    id: int
    currency: str
    on: date
    rate: Decimal
    is_by_hand: bool
    said_at: datetime
    said_by: str | None


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """A contract in another currency: what was owed at the end of a period, at which rate, in roubles.

    ``realised`` is by how much settlements of the period differ in roubles, ``revalued`` by how much what is open does;
    more than nothing is the seller's gain. None where a rate is missing or too old: of which day, ``unrated_on`` tells.
    """

    id: int
    company: int
    company_name: str
    inn: str
    number: str
    seller: str
    currency: str
    closing: Decimal
    rate: Decimal | None
    roubles: Decimal | None
    realised: Decimal | None
    revalued: Decimal | None
    difference: Decimal | None
    unrated_on: date | None


@dataclass(frozen=True, slots=True)
class RoubleRow(EntryRow):
    """A line of the ledger with its rate and its sum in roubles (None: no rate of its day stands).

    ``difference`` is by how much roubles differ in what this money settles.
    """

    rate: Decimal | None
    roubles: Decimal | None
    difference: Decimal | None


_rates = Listing(
    __package__, "rates", search=("currency",), texts=("said_by",), nulls=("said_by",), order=("-on", "currency"),
    row=RateRow,
)  # fmt: skip
_exchange = Listing(
    __package__,
    "exchange",
    search=("company_name", "inn", "number"),
    texts=("company_name", "seller", "number"),
    nulls=("rate", "roubles", "realised", "revalued", "difference", "unrated_on"),
    sums=("roubles", "realised", "revalued", "difference"),
    order=("company_name", "id"),
    row=ExchangeRow,
)
_in_roubles = Listing(
    __package__,
    "ledger_in_roubles",
    parts=("ledger",),
    search=("title",),
    texts=("title",),
    nulls=("due_on", "owed", "paid", "rate", "roubles", "difference"),
    sums=("owed", "paid", "open", "roubles", "difference"),
    order=("-on", "-id"),
    row=RoubleRow,
)


@dataclass(frozen=True, slots=True)
class StaleRate:
    """A currency of so many contracts for which no rate stands: the last one is of ``last_on``, if there is any."""

    currency: str
    last_on: date | None
    contracts: int


def stale_rates(today: date) -> list[StaleRate]:
    """The currencies whose rates somebody has to load, because the last ones are too old or there are none."""
    return [StaleRate(*row) for row in _sql.rows("stale_rates", today=today)]


def rates_on(day: date) -> dict[str, Decimal | None]:
    """Roubles for one unit of each currency that has rates; None where none stands on that day."""
    return {row.currency: row.rate for row in _sql.rows("rates_on", day=day)}


def rates() -> Listed:
    """All rates as ``RateRow``, the latest day first."""
    return _rates.of()


def exchange(*, since: date, until: date) -> Listed:
    """Contracts in another currency from day to day (both included) as ``ExchangeRow``; those without entries not."""
    return _exchange.of(since=since, until=until)


def ledger_in_roubles(*, contract: int) -> Listed:
    """The ledger of a contract in another currency as ``RoubleRow``, newest first."""
    return _in_roubles.of(in_contract=contract, until=date.max)
