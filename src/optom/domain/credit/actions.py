"""The ledger's acts. Every act of a contract locks its account first (docs/locking.md)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.money import kopecks
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from . import rules
from .closing import Books, books_of_contract, close_period, refused_when_closed, reopen_period
from .directing import direct_next, direct_payment, directions_of, withdraw_direction
from .kept import cover, keep, recount, release_earmarks, use_earmarks
from .locks import lock, lock_each, lock_idle
from .queries import AccountRow
from .rates import FOREIGN, RateOf, set_rates
from .rules import Meant

__all__ = [
    "FOREIGN",
    "Books",
    "RateOf",
    "Received",
    "books_of_contract",
    "change",
    "change_reserved",
    "close_period",
    "correct",
    "cover",
    "direct_next",
    "direct_payment",
    "let_go",
    "lock",
    "lock_each",
    "lock_idle",
    "open_balance",
    "post",
    "register_payment",
    "register_payments",
    "reopen_period",
    "reverse_payments",
    "set_rates",
    "withdraw_direction",
]

_sql = statements(__package__)
_NOTHING = Decimal(0)
NO_MEANING: Mapping[str, Meant] = {}
NO_GOODS: Mapping[int, Decimal] = {}
_NUMBER_LENGTH, _PURPOSE_LENGTH, _REASON_LENGTH = 40, 400, 200  # what a bank's own fields hold, and more


def change(
    *,
    contract: int,
    committed: Decimal = _NOTHING,
    reserved: Decimal = _NOTHING,
    at: datetime,
) -> AccountRow:
    """Add to the running figures, inside a transaction that has locked them, and write it into their ledger.

    Entries change the debt by `post`.
    """
    return AccountRow(*_sql.one("change", contract=contract, committed=committed, reserved=reserved, at=at))


def change_reserved(reserved: Mapping[int, Decimal], *, at: datetime) -> None:
    """Add to what each contract holds, inside a transaction that has locked their accounts; their ledger has it too."""
    _sql.run("change_reserved", contracts=list(reserved), reserved=list(reserved.values()), at=at)


def call(*, contract: int, subject: str, paper: int) -> None:
    """People call what left, which stands in the ledger already, by this paper from now on. The account is locked."""
    _sql.run("call", contract=contract, subject=subject, paper=paper)


def post(
    *,
    contract: int,
    company: int,
    kind: str,
    amount: Decimal,
    on: date,
    due_on: date | None,
    title: str,
    subject: str,
    paper: int | None,
    at: datetime,
    first: int | None = None,
    goods: Mapping[int, Decimal] = NO_GOODS,
) -> int:
    """Write an entry: what is owed more (+) or less (-). It settles the oldest open items of the other sign.

    Where an entry goes ``first``, that one before all others; then money that is kept for these ``goods`` (lines of
    orders with their sums). What is kept for others stays where it is.

    Inside a transaction that has locked the account. Two statements, two more where kept money goes; the number of the
    entry. Refuses `credit.period_closed`.
    """
    asked = {"lines": list(goods), "sums": list(goods.values())}
    items = _sql.rows("opposite", contract=contract, amount=amount, first=first, **asked)
    chosen = rules.allocate(amount, [(place, item.amount) for place, item in enumerate(items)])
    parts = _of_entries([(items[part.item].entry, part.amount) for part in chosen])
    settled = sum(parts.values(), _NOTHING)
    with refused_when_closed():
        entry: int = _sql.value(
            "write",
            contract=contract,
            company=company,
            kind=kind,
            amount=amount,
            on=on,
            due_on=due_on,
            title=title,
            subject=subject,
            paper=paper,
            at=at,
            items=list(parts),
            parts=list(parts.values()),
            rest=amount + settled if amount < 0 else amount - settled,
        )
    use_earmarks(contract, {items[part.item].earmark: part.amount for part in chosen if items[part.item].earmark}, at)
    return entry


def _of_entries(parts: Sequence[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Of one payment a part may be kept for these goods and another lie idle."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for entry, amount in parts:
        found[entry] += amount
    return found


def register_payment(
    *,
    contract: int,
    key: str,
    number: str,
    on: date,
    amount: Decimal,
    purpose: str,
    actor: int | None,
    at: datetime,
) -> int:
    """Money came: it settles the oldest open items, the rest waits for the next. The same ``key`` is the same payment.

    Refuses `credit.amount_not_positive`, `credit.paid_in_future`, `credit.payment_differs` (the key is another
    payment's), `credit.busy`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    amount = kopecks(amount)
    if amount <= 0:
        raise Refusal("credit.amount_not_positive", field="amount", amount=amount)
    if on > business_day(at):  # its sum would be free today
        raise Refusal("credit.paid_in_future", field="on", on=on)
    refuse_all(too_long(number=(number, _NUMBER_LENGTH), purpose=(purpose, _PURPOSE_LENGTH)))
    company = companies.contract(contract).company
    payment = Received(key, contract, company, number, on, amount, purpose, moved_on=on)
    try:
        with transaction.atomic():
            lock(contract)
            return _known_payment(payment) or register_payments([payment], actor=actor, at=at)[key]
    except IntegrityError as error:
        if "credit_payment_key" in str(error):  # the same key at the same moment for another contract
            raise Refusal("credit.payment_differs", key=key) from error
        raise


def correct(*, contract: int, amount: Decimal, on: date, reason: str, actor: int | None, at: datetime) -> int:
    """Change what is owed by ``amount``, with a reason; an entry is never changed, it is corrected by another.

    Refuses `credit.correction_empty`.
    """
    accounts.require_desk(act="correct_settlements", actor=actor)
    amount = kopecks(amount)
    if not amount or not reason.strip():
        raise Refusal("credit.correction_empty", amount=amount, reason=reason)
    with transaction.atomic():
        lock(contract)
        return _enter_by_hand(contract, kind="correction", amount=amount, on=on, title=reason, actor=actor, at=at)


def open_balance(*, contract: int, amount: Decimal, on: date, actor: int | None, at: datetime) -> int:
    """Enter what was owed (+) or paid ahead (-) before the firm worked with this program, once.

    Refuses `credit.correction_empty`, `credit.opened_already`: what was entered wrongly is corrected.
    """
    accounts.require_desk(act="correct_settlements", actor=actor)
    amount = kopecks(amount)
    if not amount:
        raise Refusal("credit.correction_empty", amount=amount, reason="")
    with transaction.atomic():
        lock(contract)
        if _sql.value("is_opened", contract=contract):
            raise Refusal("credit.opened_already", contract=contract)
        return _enter_by_hand(contract, kind="opening", amount=amount, on=on, title="", actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came for a contract of a company; ``key`` tells it from all other.

    It is entered ``on`` a day, which is that on which it came (``moved_on``) unless the books had closed that one.
    """

    key: str
    contract: int
    company: int
    number: str
    on: date
    amount: Decimal
    purpose: str
    moved_on: date


def register_payments(
    payments: Sequence[Received], *, meant: Mapping[str, Meant] = NO_MEANING, actor: int | None, at: datetime
) -> dict[str, int]:
    """Many payments, one after another as `register_payment` does; the numbers of them by their keys.

    What their payers have directed beforehand is settled first, else what each is ``meant`` for by its key; what is
    ahead of goods is kept for them. Inside a transaction that has locked their accounts; no key was used before. Four
    statements, one more where anything was directed, two where anything is kept. Refuses `credit.period_closed`.
    """
    amounts = [(one.contract, one.amount) for one in payments]
    directed = directions_of(payments)
    wished = [
        Meant(directed[one.key].parts) if one.key in directed else meant.get(one.key, rules.NOTHING_MEANT)
        for one in payments
    ]
    settled = rules.settle_each(amounts, _owed(amounts, [item for one in wished for item in one.parts]), wished)
    with refused_when_closed():
        rows = _sql.rows("register", at=at, **_columns(payments), **_settled(payments, [one.parts for one in settled]))
    numbers = {row.key: int(row.id) for row in rows}
    kept = [(numbers[one.key], told.kept) for one, told in zip(payments, settled, strict=True)]
    keep(kept, (one.contract for one in payments), at)
    if directed:
        used = {one.direction: numbers[key] for key, one in directed.items()}
        _sql.run("use_directions", directions=list(used), payments=list(used.values()))
    journal.record_each(
        act="credit.register_payment", actor=actor, at=at, deeds=[_deed(one, numbers[one.key]) for one in payments]
    )
    return numbers


def _owed(amounts: Sequence[tuple[int, Decimal]], wished: Sequence[int] = ()) -> dict[int, list[tuple[int, Decimal]]]:
    """The oldest open items of each contract, as many as the money that it has can settle, and those ``wished``."""
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for contract, amount in amounts:
        totals[contract] += amount
    found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for row in _sql.rows("owed", contracts=list(totals), totals=list(totals.values()), wished=list(wished)):
        found[row.contract].append((row.entry, row.amount))
    return found


def _columns(payments: Sequence[Received]) -> dict[str, list[Any]]:
    return {f"each_{one.name}": [getattr(payment, one.name) for payment in payments] for one in fields(Received)}


def _settled(payments: Sequence[Received], parts: Sequence[Sequence[rules.Part]]) -> dict[str, list[Any]]:
    flat = [(one.key, part) for one, settled in zip(payments, parts, strict=True) for part in settled]
    return {
        "rests": [one.amount - sum((part.amount for part in settled), _NOTHING)
                  for one, settled in zip(payments, parts, strict=True)],
        "part_keys": [key for key, _part in flat],
        "items": [part.item for _key, part in flat],
        "parts": [part.amount for _key, part in flat],
    }  # fmt: skip


def _deed(payment: Received, number: int) -> journal.Deed:
    facts = {one.name: getattr(payment, one.name) for one in fields(payment) if one.name != "purpose"}
    told = {"payment": number, "contract": payment.contract, "amount": payment.amount}
    return journal.Deed(f"credit.payment:{number}", payment.company, facts, ("credit.paid", told))


def _known_payment(payment: Received) -> int | None:
    known = _sql.first("payment", key=payment.key)
    if known is None:
        return None
    kept = {name: getattr(known, name) for name in ("contract", "number", "on", "amount")}
    if any(getattr(payment, name) != value for name, value in kept.items()):
        raise Refusal("credit.payment_differs", key=payment.key, **kept)
    return int(known.id)


def reverse_payments(*, payments: Sequence[int], reason: str, actor: int | None, at: datetime) -> None:
    """The money was not those contracts': entries take it back, what it had settled is owed again as of its old day.

    Other money of a contract that lay idle settles what is owed again. All of them or none; the number of statements
    does not depend on theirs. Refuses `credit.reason_missing`, `credit.payment_unknown`, `credit.payment_reversed`,
    `credit.busy`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    reason = reason.strip()
    if not reason:
        raise Refusal("credit.reason_missing", field="reason")
    refuse_all(too_long(reason=(reason, _REASON_LENGTH)))
    with transaction.atomic():
        known = _payments_to_reverse(payments)
        _sql.run("reverse", payments=[one.id for one in known], reason=reason, on=business_day(at), at=at)
        contracts = sorted({one.contract for one in known})
        recount(contracts, at)
        offset(contracts, at)
        deeds = [_reversed(one, reason) for one in known]
        journal.record_each(act="credit.reverse_payment", actor=actor, at=at, deeds=deeds)


def _payments_to_reverse(payments: Sequence[int]) -> list[Any]:
    """They stand, and their accounts are locked."""
    known = _sql.rows("payments_with_reversals", payments=list(payments))
    if unknown := set(payments) - {one.id for one in known}:
        raise Refusal("credit.payment_unknown", payment=min(unknown))
    lock_each(one.contract for one in known)
    known = _sql.rows("payments_with_reversals", payments=list(payments))
    refuse_all(Refusal("credit.payment_reversed", number=one.number) for one in known if one.is_reversed)
    return known


def _reversed(payment: Any, reason: str) -> journal.Deed:
    facts = {"contract": payment.contract, "number": payment.number, "amount": payment.amount, "reason": reason}
    told = {"payment": payment.id, **facts}
    return journal.Deed(f"credit.payment:{payment.id}", payment.company, facts, ("credit.payment_reversed", told))


def let_go(beyond: Mapping[tuple[int, str], Decimal], *, at: datetime) -> None:
    """So much less is kept for what can leave by invoices (contract, subject): the ordinary order has it.

    Inside a transaction that has locked the accounts.
    """
    release_earmarks(beyond, at)
    offset(sorted({contract for contract, _ in beyond}), at)


def offset(contracts: Sequence[int], at: datetime) -> None:
    """Money that is kept for nothing settles what is owed, the oldest first: there is never both."""
    idle = _sql.rows("idle", contracts=contracts)
    if not idle:
        return
    amounts = [(row.contract, row.amount) for row in idle]
    each = rules.settle_each(amounts, _owed(amounts))
    flat = [(row.entry, part) for row, settled in zip(idle, each, strict=True) for part in settled.parts]
    _sql.run(
        "offset",
        moneys=[entry for entry, _part in flat],
        items=[part.item for _entry, part in flat],
        parts=[part.amount for _entry, part in flat],
        at=at,
    )


def _enter_by_hand(
    contract: int,
    *,
    kind: str,
    amount: Decimal,
    on: date,
    title: str,
    actor: int | None,
    at: datetime,
) -> int:
    company = companies.contract(contract).company
    entry = post(
        contract=contract,
        company=company,
        kind=kind,
        amount=amount,
        on=on,
        due_on=on if amount > 0 else None,
        title=title[:200],
        subject=f"credit.{kind}",
        paper=None,
        at=at,
    )
    facts = {"amount": amount, "on": on, "reason": title}
    subject = f"credit.entry:{entry}"
    journal.record(act=f"credit.{kind}", actor=actor, at=at, subject=subject, company=company, facts=facts)
    return entry
