"""Penalties for delay: what is counted, as lists tell it, and the text of a claim (``printouts/penalty.v2.typ``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from optom.base.amount_in_words import amount_in_words
from optom.base.books import Broken
from optom.base.business_day import day_so_far
from optom.base.listing import Listed, Listing
from optom.base.printed_numbers import printed_sum
from optom.base.russian_dates import in_digits, numbered
from optom.base.sql import statements
from optom.domain.companies.rules import BankDetails
from optom.domain.documents.rules import Party, PartyText, contract_text, party_text

_sql = statements("optom.domain.billing")
PENALTY_TEMPLATE = "billing/penalty.v2"


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """What the delay of a debt has cost by a day at ``percent`` a day after ``grace`` days, at most ``cap`` percent.

    It was late for ``days_overdue`` until it was paid; of ``sums`` each for so many ``days`` that cost something.
    ``rest`` of the ``penalty`` is not charged yet. Kind and number of its paper are None also to whom it is not shown.
    """

    id: int
    contract: int
    company: int
    on: date
    kind: str
    title: str
    paper_kind: str | None
    paper_number: str | None
    paper: int | None
    amount: Decimal
    due_on: date
    days_overdue: int
    sums: Sequence[Decimal]
    days: Sequence[int]
    open: Decimal
    percent: Decimal
    grace: int
    cap: Decimal | None
    penalty: Decimal
    charged: Decimal
    rest: Decimal


_SUMS = ("open", "penalty", "charged", "rest")
_penalties = Listing(
    "optom.domain.billing",
    "penalties",
    search=("title",),
    texts=("title",),
    nulls=("paper_kind", "paper_number", "paper", "cap"),
    sums=_SUMS,
    order=("due_on", "id"),
    row=PenaltyRow,
)
_of_contracts = Listing(
    "optom.domain.billing",
    "penalties_of_contracts",
    search=("company_name", "inn", "number"),
    texts=("company_name", "seller", "number"),
    sums=_SUMS,
    measure="currency",
    order=("company_name", "id"),
)


def penalties(*, contract: int, on: date, at: datetime) -> Listed:
    """What the delay of each debt of a contract has cost by the end of a day, or by ``at``, as ``PenaltyRow``."""
    return _penalties.of(contract=contract, on=on, moment=day_so_far(on, at))


@dataclass(frozen=True, slots=True)
class PenaltyCharged:
    """So much of the penalty for a debt was charged by a claim."""

    number: str
    on: date
    paper: int
    sum: Decimal


def penalties_charged(*, entry: int) -> list[PenaltyCharged]:
    """By which claims penalties for a debt were charged, the first first."""
    return [PenaltyCharged(*row) for row in _sql.rows("penalties_charged", entry=entry)]


def penalties_of_contracts(*, on: date, at: datetime) -> Listed:
    """The same of each contract together, with the number of its ``debts``."""
    return _of_contracts.of(on=on, moment=day_so_far(on, at))


def broken_penalties() -> list[Broken]:
    """Claims that are not the sum of their lines, or not what the ledger is owed for them."""
    found = []
    for row in _sql.rows("broken_penalties"):
        pairs = (
            ("penalty = sum of its lines", row.lines, row.sum),
            ("penalty = entry of the ledger", row.entry, row.sum),
            ("number = number on the paper", row.paper_number, row.number),
        )
        subject = f"billing.penalty:{row.id}"
        found += [Broken(what, subject, expected, is_so) for what, expected, is_so in pairs if expected != is_so]
    return found


class PenaltyItemText(TypedDict):
    title: str
    amount: str
    due_on: str
    count: list[str]
    rule: str
    penalty: str
    charged: str
    rest: str


class PenaltyPayload(TypedDict):
    """All text is ready to print."""

    heading: str
    as_of: str
    seller: PartyText
    buyer: PartyText
    basis: str
    items: list[PenaltyItemText]
    total: str
    in_words: str
    bank: str
    director_post: str
    director: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyFacts:
    """What a claim says; a Russian paper in any language of the screen."""

    number: str
    on: date
    seller: Party
    bank: BankDetails | None
    buyer: Party
    contract_number: str
    contract_signed_on: date
    rows: Sequence[PenaltyRow]
    currency: str
    director_post: str
    director: str


def penalty_title(number: str, on: date) -> str:
    """How lists and the ledger call it."""
    return f"Расчёт пеней {numbered(number, on)}"


def penalty_payload(facts: PenaltyFacts) -> PenaltyPayload:
    """What the template prints and the archive keeps."""
    total = sum((row.rest for row in facts.rows), Decimal("0.00"))
    return PenaltyPayload(
        heading=penalty_title(facts.number, facts.on),
        as_of=f"Просрочка посчитана по {in_digits(facts.on)} включительно.",
        seller=party_text(facts.seller, "ru"),
        buyer=party_text(facts.buyer, "ru"),
        basis=contract_text(facts.contract_number, facts.contract_signed_on, "ru"),
        items=[_item(row) for row in facts.rows],
        total=printed_sum(total),
        in_words=amount_in_words(total, currency=facts.currency, language="ru"),
        bank=_bank(facts.bank),
        director_post=facts.director_post or "Руководитель",
        director=facts.director,
    )


def _item(row: PenaltyRow) -> PenaltyItemText:
    return PenaltyItemText(
        title=row.title or "Остаток на начало",
        amount=printed_sum(row.amount),
        due_on=in_digits(row.due_on),
        count=[f"{printed_sum(part)} × {days}" for part, days in zip(row.sums, row.days, strict=True)],
        rule=rule_text(row.percent, row.grace, row.cap),
        penalty=printed_sum(row.penalty),
        charged=printed_sum(row.charged),
        rest=printed_sum(row.rest),
    )


def rule_text(percent: Decimal, grace: int, cap: Decimal | None) -> str:
    """The terms of delay as a table says them: "0,1 % в день с 4-го дня, не более 10 %"."""
    since = f" с {grace + 1}-го дня" if grace else ""
    most = f", не более {_plain(cap)} %" if cap is not None else ""
    return f"{_plain(percent)} % в день{since}{most}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _bank(bank: BankDetails | None) -> str:
    if bank is None:
        return ""
    return f"{bank.bank}, БИК {bank.bic}, к/с {bank.correspondent}, р/с {bank.account}"
