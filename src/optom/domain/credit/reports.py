"""Reports over the ledger: who owes since when, what moved in a period, what is expected by which day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from optom.base.listing import Listed, Listing


@dataclass(frozen=True, slots=True)
class AgingRow:
    """What a contract had not settled, by how many days it was late; ``ahead`` (below nothing) is money paid ahead."""

    id: int
    company: int
    company_name: str
    inn: str
    number: str
    seller: str
    currency: str
    not_due: Decimal
    late_7: Decimal
    late_30: Decimal
    late_60: Decimal
    late_90: Decimal
    late_more: Decimal
    overdue: Decimal
    ahead: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class TurnoverRow:
    """What a contract owed before a period, what came to it and went off it, what it owed after."""

    id: int
    company: int
    company_name: str
    inn: str
    number: str
    seller: str
    currency: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """So much is to be paid by a day, by so many clients for so many papers; ``together`` with all before it."""

    id: int
    due_on: date
    currency: str
    days_overdue: int
    clients: int
    papers: int
    amount: Decimal
    together: Decimal


_AGES = ("not_due", "late_7", "late_30", "late_60", "late_90", "late_more", "overdue", "ahead", "total")
_aging = Listing(
    __package__,
    "aging",
    search=("company_name", "inn", "number"),
    texts=("company_name", "seller", "number"),
    sums=_AGES,
    measure="currency",
    order=("company_name", "id"),
    row=AgingRow,
)
_aging_of_companies = Listing(
    __package__,
    "aging_of_companies",
    search=("company_name", "inn"),
    texts=("company_name",),
    sums=_AGES,
    measure="currency",
    order=("company_name", "id"),
)
_turnover = Listing(
    __package__,
    "turnover",
    search=("company_name", "inn", "number"),
    texts=("company_name", "seller", "number"),
    sums=("opening", "debit", "credit", "closing"),
    measure="currency",
    order=("company_name", "id"),
    row=TurnoverRow,
)
_expected = Listing(
    __package__, "expected", sums=("papers", "amount"), measure="currency", order=("due_on", "id"), row=ExpectedRow
)


def aging(*, on: date) -> Listed:
    """What each contract had not settled at the end of a day, by the days of papers and payments, as ``AgingRow``."""
    return _aging.of(on=on)


def aging_of_companies(*, on: date) -> Listed:
    """The same of each company and currency, with the number of its ``contracts``."""
    return _aging_of_companies.of(on=on)


def turnover(*, since: date, until: date) -> Listed:
    """What moved with each contract from day to day (both included), as ``TurnoverRow``; those that stood still at 0
    are left out.
    """
    return _turnover.of(since=since, until=until)


def expected(*, today: date, contract: int | None = None) -> Listed:
    """What is to be paid by which day, as ``ExpectedRow``; of one contract where it is named."""
    return _expected.of(today=today, contract=contract)
