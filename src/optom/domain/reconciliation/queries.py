"""What a contract's ledger says for an act, and how the other side's compares with it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.credit import queries as credit
from optom.domain.documents import queries as documents

from .papers import ActFacts, Side, kept_facts, operation_title
from .rules import Compared, Operation, TheirLine, compared, numbers_in

__all__ = [
    "KIND",
    "ActFacts",
    "AgreementRow",
    "ComparisonRow",
    "DisagreementRow",
    "Side",
    "act_facts",
    "agreements",
    "broken_books",
    "compared_of",
    "comparison",
    "comparisons",
    "disagreements",
    "kept_facts",
    "operation_title",
    "operations",
]

_sql = statements(__package__)
KIND = "reconciliation_act"


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A ledger of the other side; balances are debit - credit as it writes them. ``lines`` is how many it has."""

    id: int
    contract: int
    company: int
    since: date
    until: date
    file_name: str
    opening: Decimal | None
    closing: Decimal | None
    brought_at: datetime
    brought_by: str | None
    lines: int
    unread: Any
    disagreements: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What was agreed on as owed at the end of a day, and by whom; it is closed where both have."""

    until: date
    balance: Decimal
    buyer_at: datetime | None
    seller_at: datetime | None
    now: Decimal

    @property
    def is_closed(self) -> bool:
        """Whether both sides have said so."""
        return self.buyer_at is not None and self.seller_at is not None

    @property
    def changed(self) -> Decimal:
        """By how much the ledger of then has changed since."""
        return self.now - self.balance


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """An objection of a buyer to lines of a comparison, and what the finance desk has answered."""

    id: int
    contract: int
    company: int
    comparison: int
    company_name: str
    number: str
    currency: str
    since: date
    until: date
    note: str
    lines: Any
    count: int
    difference: Decimal
    raised_at: datetime
    raised_by: str | None
    answer: str
    answered_at: datetime | None
    answered_by: str | None
    state: str


def _comparison(*columns: Any) -> ComparisonRow:
    row = ComparisonRow(*columns)
    return replace(row, unread=orjson.loads(row.unread))


def _disagreement(*columns: Any) -> DisagreementRow:
    row = DisagreementRow(*columns)
    return replace(row, lines=orjson.loads(row.lines))


_comparisons = Listing(
    __package__,
    "comparisons",
    search=("file_name",),
    texts=("file_name", "brought_by"),
    nulls=("opening", "closing"),
    row=_comparison,
)
_disagreements = Listing(
    __package__,
    "disagreements",
    search=("company_name", "number", "note"),
    texts=("company_name", "note", "raised_by", "answered_by"),
    nulls=("answered_at", "answered_by"),
    row=_disagreement,
)


def operations(contract: int, since: date, until: date) -> tuple[Decimal, list[Operation]]:
    """What was owed before a period, and its operations in order."""
    found = credit.statement(contract, since, until)
    return found.opening, [_operation(entry) for entry in found.entries]


def _operation(entry: credit.EntryRow) -> Operation:
    is_money = entry.kind in {"payment", "reversal"}
    number = entry.title if is_money else next(iter(numbers_in(entry.title)), "")
    title = "" if is_money else entry.title
    paper = entry.paper_kind, entry.paper_number, entry.note_number or ""
    return Operation(entry.id, entry.on, entry.kind, title, number, entry.amount, *paper)


def act_facts(paper: int) -> ActFacts:
    """The facts of an act that was issued. Refused as `documents.no_such_paper` where the paper is none."""
    found = documents.paper(paper)
    if found.kind != KIND:
        raise Refusal("documents.no_such_paper", paper=paper)
    return kept_facts(orjson.loads(documents.source(paper).payload))


def comparisons(*, contract: int) -> Listed:
    """The ledgers that were brought for a contract as ``ComparisonRow``, the latest first."""
    return _comparisons.only(contract=contract)


def comparison(comparison_id: int) -> ComparisonRow:
    """One of them; refuses `reconciliation.comparison_unknown`, also to whom the database doesn't show it."""
    found: ComparisonRow | None = _comparisons.of().one(comparison_id)
    if found is None:
        raise Refusal("reconciliation.comparison_unknown", comparison=comparison_id)
    return found


def compared_of(found: ComparisonRow) -> Compared:
    """Our ledger of now beside the one that was brought, of the days that were asked for."""
    _opening, ours = operations(found.contract, found.since, found.until)
    rows = _sql.rows("lines", comparison=found.id, since=found.since, until=found.until)
    return compared(ours, [TheirLine(*row) for row in rows])


def agreements(contract: int) -> list[AgreementRow]:
    """What was agreed on, the latest day first, beside what the ledger says of those days now."""
    return [AgreementRow(*row) for row in _sql.rows("agreements", contract=contract)]


def disagreements() -> Listed:
    """What buyers object to as ``DisagreementRow``, the latest first; ``state`` is waiting or answered."""
    return _disagreements.of()


def broken_books() -> list[Broken]:
    """An act that was issued ends with what its paper says."""
    return [
        Broken("act = its paper", f"reconciliation.act:{row.act}", row.closing, row.said)
        for row in _sql.rows("broken_acts")
    ]
