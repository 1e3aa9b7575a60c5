"""Debt, headroom, statements: what others ask about settlements. Sums are in the contract's currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.business_day import business_day
from optom.base.listing import Asked, Condition, Listed, Listing, Op
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.base.sql import statements

from . import rules
from .closed import ClosingRow, closed_sellers, closed_until, closings
from .directed import DirectedPart, PaymentToDirect, directions, payments_to_direct
from .entries import EntryRow
from .exchange import (
    ExchangeRow,
    RateRow,
    RoubleRow,
    StaleRate,
    exchange,
    ledger_in_roubles,
    rates,
    rates_on,
    stale_rates,
)
from .reports import AgingRow, ExpectedRow, TurnoverRow, aging, aging_of_companies, expected, turnover
from .rules import Cover, Earmark

# what is asked in files of their own
__all__ = [
    "AgingRow",
    "ClosingRow",
    "Cover",
    "DirectedPart",
    "Earmark",
    "EntryRow",
    "ExchangeRow",
    "ExpectedRow",
    "PaymentToDirect",
    "RateRow",
    "RoubleRow",
    "StaleRate",
    "TurnoverRow",
    "aging",
    "aging_of_companies",
    "closed_sellers",
    "closed_until",
    "closings",
    "directions",
    "exchange",
    "expected",
    "ledger_in_roubles",
    "payments_to_direct",
    "rates",
    "rates_on",
    "stale_rates",
    "turnover",
]

_sql = statements(__package__)
_NOTHING = Decimal(0)
_MOST_ALLOCATIONS = 300


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The running figures of a contract."""

    debt: Decimal
    committed: Decimal
    reserved: Decimal
    kept: Decimal = _NOTHING
    covered: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class HeadroomRow:
    """For how much more goods can leave: headroom = limit - debt - committed - kept. ``debt`` < 0 is money paid ahead.

    ``kept`` is what of it waits for goods of invoices that nobody has asked for yet: they leave beside the headroom.
    """

    limit: Decimal
    debt: Decimal
    committed: Decimal
    reserved: Decimal
    headroom: Decimal
    overdue: Decimal
    oldest_overdue_on: date | None
    days_overdue: int
    kept: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """So much of one entry settles another at a moment; the rest says which the other one is."""

    at: datetime
    amount: Decimal
    entry: int
    on: date
    kind: str
    title: str
    paper: int | None
    paper_kind: str | None
    paper_number: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """The ledger of a contract from day to day (both included) with the balances before and after."""

    contract: int
    since: date
    until: date
    opening: Decimal
    entries: tuple[EntryRow, ...]
    closing: Decimal


@dataclass(frozen=True, slots=True)
class OpenItemRow:
    """What is owed (+) by one paper, or money (-) that nothing is owed for yet.

    ``kept`` of that money waits for goods of invoices, whose numbers are ``kept_for``; of now, not of the past.
    """

    entry: int
    contract: int
    on: date
    kind: str
    title: str
    subject: str
    paper: int | None
    amount: Decimal
    open: Decimal
    due_on: date | None
    days_overdue: int
    paper_kind: str | None
    paper_number: str | None
    kept: Decimal
    kept_for: str | None


@dataclass(frozen=True, slots=True)
class DueDay:
    """So much is to be paid by a day, for so many papers; ``together`` with all before it."""

    due_on: date
    is_overdue: bool
    amount: Decimal
    papers: int
    together: Decimal


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came, and how much of it waits for something to settle; ``is_reversed``: it was taken back."""

    id: int
    contract: int
    company: int
    entry: int
    key: str
    number: str
    on: date
    amount: Decimal
    purpose: str
    unallocated: Decimal
    company_name: str
    is_reversed: bool
    currency: str


def headroom(contract: int, at: datetime) -> HeadroomRow:
    """The exposure of a contract at its terms of ``at``. One statement; refuses `companies.contract_unknown`."""
    return _headroom("headroom", contract, at)


def headroom_then(contract: int, at: datetime) -> HeadroomRow:
    """What `headroom` said at a moment of the past; what was committed and reserved is known since `recorded_since`."""
    return _headroom("headroom_then", contract, at)


def debt_then(contract: int, at: datetime) -> Decimal:
    """What was owed at a moment; the ledger of settlements knows it from the first day."""
    return Decimal(_sql.value("debt_then", contract=contract, at=at))


def recorded_since() -> datetime | None:
    """Since when it is written down what is committed and reserved; None: since there was anything."""
    since: datetime | None = _sql.value("recorded_since")
    return since


def _headroom(statement: str, contract: int, at: datetime) -> HeadroomRow:
    today = business_day(at)
    row = _sql.first(statement, contract=contract, at=at, today=today)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract)
    limit, debt, committed, reserved, kept, overdue, since = row
    room = limit - debt - committed - kept
    days = (today - since).days if since else 0
    return HeadroomRow(limit, debt, committed, reserved, room, overdue, since, days_overdue=days, kept=kept)


def earmarks(contract: int) -> list[Earmark]:
    """What of the money of a contract is kept for goods that have not left, the oldest first."""
    return [Earmark(*row) for row in _sql.rows("earmarks", contract=contract)]


def covers(contract: int, room: HeadroomRow) -> list[Cover]:
    """For which goods there is money paid ahead that nobody has asked for yet; nothing is asked where there is none."""
    return rules.covers_of(earmarks(contract)) if room.kept else []


def objections(contract: int, wanted: Decimal, at: datetime) -> list[Refusal]:
    """Why goods for ``wanted`` can't leave now: `credit.exceeded`, `credit.overdue`; each says what to pay."""
    return objections_of(headroom(contract, at), wanted, at)


def objections_of(room: HeadroomRow, wanted: Decimal, at: datetime, *, covered: Decimal = _NOTHING) -> list[Refusal]:
    """The same for a headroom that is known already; what of it is ``covered`` is paid ahead and leaves in any case."""
    if 0 < wanted <= covered:
        return []
    return rules.objections(
        wanted=wanted - covered,
        limit=room.limit,
        debt=room.debt + room.kept,
        committed=room.committed,
        overdue=room.overdue,
        since=room.oldest_overdue_on,
        today=business_day(at),
    )


def statement(contract: int, since: date, until: date) -> Statement:
    """Opening balance, every entry, closing balance."""
    opening = _sql.value("balance_before", contract=contract, since=since)
    days = (Condition("on", Op.FROM, since), Condition("on", Op.TO, until))
    entries = tuple(ledger(contract=contract).all(Asked(sort=("on", "id"), conditions=days)))
    closing = opening + sum((entry.amount for entry in entries), Decimal(0))
    return Statement(contract, since, until, opening, entries, closing)


_ledger = Listing(
    __package__,
    "ledger",
    search=("title",),
    texts=("title",),
    nulls=("due_on", "owed", "paid"),
    sums=("owed", "paid", "open"),
    order=("-on", "-id"),
    row=EntryRow,
)
_open_items = Listing(
    __package__,
    "open_items",
    key="entry",
    search=("title",),
    texts=("title",),
    sums=("open",),
    order=("due_on", "entry"),
    row=OpenItemRow,
)
_open_then = Listing(__package__, "open_then", key="entry", sums=("open",), order=("due_on", "entry"), row=OpenItemRow)
_payments = Listing(
    __package__,
    "payments",
    search=("number", "company_name", "purpose"),
    texts=("number", "company_name", "purpose"),
    sums=("amount", "unallocated"),
    measure="currency",
    order=("-on", "-id"),
    row=PaymentRow,
)
_clients = Listing(
    __package__,
    "clients",
    search=("company", "inn", "number"),
    texts=("company", "seller", "number"),
    nulls=("credit_limit", "headroom", "oldest_overdue_on"),
    sums=("debt", "committed", "overdue"),
    measure="currency",
    order=("company", "id"),
)


def ledger(*, contract: int) -> Listed:
    """The ledger of a contract as ``EntryRow``, newest first."""
    return _ledger.only(contract=contract)


def allocations(*, entry: int) -> list[AllocationRow]:
    """What a payment has settled, or what has settled a debt; the first few hundred of them."""
    return [AllocationRow(*row) for row in _sql.rows("allocations", entry=entry, most=_MOST_ALLOCATIONS)]


def paid_ahead(*, contract: int, subject: str, on: date) -> list[tuple[str, date, Decimal]]:
    """Number, day and sum of payments that had come before goods left on that day, and settle their dispatch."""
    return [tuple(row) for row in _sql.rows("paid_ahead", contract=contract, subject=subject, on=on)]


def open_items_of(*, contract: int, today: date) -> Listed:
    """What is not settled as ``OpenItemRow``, the oldest due first, money paid ahead last."""
    return _open_items.of(today=today).only(contract=contract)


def open_items(contract: int, today: date) -> list[OpenItemRow]:
    """All of them."""
    return open_items_of(contract=contract, today=today).all()


def open_then(*, contract: int, at: datetime) -> Listed:
    """What was not settled at a moment, as ``OpenItemRow``: its sum is what was owed."""
    return _open_then.of(contract=contract, at=at, today=business_day(at))


def calendar(contract: int, today: date) -> list[DueDay]:
    """What is to be paid by which day: what is late first and together, then day by day."""
    found, together = [], Decimal(0)
    for row in _sql.rows("calendar", contract=contract, today=today):
        together += row.amount
        found.append(DueDay(row.due_on, row.is_overdue, row.amount, row.papers, together))
    return found


def overdue_items(contract: int, today: date) -> int:
    """How many papers should have been paid before ``today``."""
    return int(_sql.value("overdue_items", contract=contract, today=today))


def payments() -> Listed:
    """The payments of all contracts as ``PaymentRow``, newest first."""
    return _payments.of()


def found_payments(*, contracts: Sequence[int], here: int, sought: Sought, most: int) -> list[PaymentRow]:
    """Payments of the contracts by number, its beginning or the sum; those of the contract ``here`` first."""
    rows = _sql.rows(
        "found_payments",
        contracts=list(contracts),
        here=here,
        number=sought.number,
        beginning=sought.beginning,
        sum=sought.sum,
        most=most,
    )
    return _payments.of().keyed([row.id for row in rows]) if rows else []


def found_anywhere(*, sought: Sought, most: int) -> list[PaymentRow]:
    """Payments of all companies by their whole number or the sum, newest first."""
    rows = _sql.rows("found_anywhere", number=sought.number, sum=sought.sum, most=most)
    return _payments.of().keyed([row.id for row in rows]) if rows else []


def clients(*, at: datetime) -> Listed:
    """All contracts with their standing, by name; found by name, INN and number."""
    return _clients.of(at=at, today=business_day(at))


def broken_books() -> list[Broken]:
    """Where debt, ledger, open items and allocations don't agree."""
    return [*_broken_debts(), *_broken_accounts(), *_broken_allocations(), *_mixed_items()]


def _broken_debts() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_debts"):
        subject = f"credit.account:{row.contract}"
        if row.debt != row.ledger:
            found.append(Broken("debt = sum of the ledger", subject, row.ledger, row.debt))
        if row.debt != row.open:
            found.append(Broken("debt = sum of open items", subject, row.open, row.debt))
    return found


def _broken_accounts() -> list[Broken]:
    return [
        Broken(
            "account = sum of its moves",
            f"credit.account:{row.contract}",
            [
                row.moved_committed,
                row.moved_reserved,
                row.moved_kept,
                row.moved_covered,
                row.marked,
                row.marked_covered,
            ],
            [row.committed, row.reserved, row.kept, row.covered, row.kept, row.covered],
        )
        for row in _sql.rows("broken_accounts")
    ]


def _broken_allocations() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_allocations"):
        subject = f"credit.entry:{row.entry}"
        if row.expected != row.found:
            found.append(Broken("open = amount - allocated", subject, row.expected, row.found))
        if row.allocated > abs(row.amount):
            found.append(Broken("allocated <= amount", subject, abs(row.amount), row.allocated))
    return found


def _mixed_items() -> list[Broken]:
    return [
        Broken("money settles what is owed", f"credit.account:{row.contract}", "one sign", [row.lowest, row.highest])
        for row in _sql.rows("mixed_items")
    ]
