"""Whose money a document of a statement is. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal

INCOMING, OUTGOING, OWN = "in", "out", "own"
DIRECTIONS = (INCOMING, OUTGOING, OWN)
_CURRENCIES = {
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT", "933": "BYN", "949": "TRY",
    "784": "AED", "356": "INR", "417": "KGS", "051": "AMD", "860": "UZS",
}  # fmt: skip
_ACCOUNT_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Side:
    """Who pays or is paid, as the bank knows him."""

    account: str = ""
    inn: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """A document as its file has it: the ``place``-th of it, on this ``line``.

    ``came_on`` and ``went_on`` are the days of arrival and of writing off, ``statement_of`` are the accounts of which
    the file (this part of it) says that it is their statement.
    """

    place: int
    line: int
    number: str
    on: date
    amount: Decimal
    payer: Side
    payee: Side
    kind: str = ""
    came_on: date | None = None
    went_on: date | None = None
    currency: str = ""
    purpose: str = ""
    raw: str = ""
    statement_of: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of a file that is no document that can be taken, and why."""

    place: int
    line: int
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of our sellers a document concerns, which way the money went, on which day, in which currency."""

    seller: int
    direction: str
    moved_on: date
    currency: str


def judge(document: StatementDocument, ours: Mapping[str, int]) -> Judged:
    """What a document is to us, who have the accounts ``ours`` (with their sellers).

    Refuses `bank.foreign_account` (neither side is ours), `bank.foreign_statement` (the file is the statement of
    somebody who pays us: that he wrote it off does not mean that it came), `bank.not_carried_out` (no day on which
    the money moved: an order to a bank, which it may yet refuse).
    """
    payer, payee = document.payer.account, document.payee.account
    if payer not in ours and payee not in ours:
        raise Refusal("bank.foreign_account", payer=payer, payee=payee)
    if document.statement_of and not {payer, payee} & {one for one in document.statement_of if one in ours}:
        raise Refusal("bank.foreign_statement", accounts=sorted(document.statement_of), payee=payee)
    moved_on = _moved_on(document, is_incoming=payee in ours)
    if moved_on is None:
        raise Refusal("bank.not_carried_out", number=document.number, payer=payer, payee=payee)
    account = payee if payee in ours else payer
    direction = OUTGOING if account == payer else OWN if payer in ours else INCOMING
    return Judged(ours[account], direction, moved_on, document.currency or currency_of(account))


def _moved_on(document: StatementDocument, *, is_incoming: bool) -> date | None:
    """Some banks tell only the day of writing off, also of what has come: good enough in our own statement."""
    if not is_incoming:
        return document.went_on or document.came_on
    return document.came_on or (document.went_on if document.statement_of else None)


def currency_of(account: str) -> str:
    """The currency that the 6th to 8th digits of a Russian account tell; roubles where they tell none."""
    digits = account[5:8] if len(account) == _ACCOUNT_DIGITS else ""
    return _CURRENCIES.get(digits, "RUB")
