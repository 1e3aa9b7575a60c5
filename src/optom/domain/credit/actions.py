"""The ledger's acts. Every act of a contract locks its account first (docs/locking.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from optom.base.money import kopecks
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from . import rules
from .queries import AccountRow

_sql = statements(__package__)
_NOTHING = Decimal(0)
_NUMBER_LENGTH, _PURPOSE_LENGTH = 40, 400  # what a bank's own fields hold, and more


def lock(contract: int) -> AccountRow:
    """Lock the contract's account until the transaction ends; refuses `credit.busy`, `companies.contract_unknown`.

    Inside a transaction, before any lock on stock. The patience set here holds for those locks too.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)):
        row = _sql.first("lock", contract=contract, patience=PATIENCE)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract)
    return AccountRow(*row)


def lock_idle(contracts: Sequence[int]) -> dict[int, AccountRow]:
    """Lock the accounts of those contracts with which nobody works at this moment, as `lock` does; waits for none."""
    rows = _sql.rows("lock_idle", contracts=sorted(contracts), patience=PATIENCE)
    return {row.contract: AccountRow(*row[1:]) for row in rows}


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
) -> int:
    """Write an entry: what is owed more (+) or less (-). It settles the oldest open items of the other sign.

    Inside a transaction that has locked the account. Two statements; the number of the entry.
    """
    items = _sql.rows("opposite", contract=contract, amount=amount)
    parts = rules.allocate(amount, [(item.entry, item.amount) for item in items])
    settled = sum((part.amount for part in parts), _NOTHING)
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
        items=[part.item for part in parts],
        parts=[part.amount for part in parts],
        rest=amount + settled if amount < 0 else amount - settled,
    )
    return entry


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

    Refuses `credit.amount_not_positive`, `credit.payment_differs` (the key is another payment's), `credit.busy`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    amount = kopecks(amount)
    if amount <= 0:
        raise Refusal("credit.amount_not_positive", field="amount", amount=amount)
    refuse_all(too_long(number=(number, _NUMBER_LENGTH), purpose=(purpose, _PURPOSE_LENGTH)))
    money = Money(contract, number, on, amount)
    try:
        with transaction.atomic():
            lock(contract)
            return _known_payment(key, money) or _pay(money, key=key, purpose=purpose, actor=actor, at=at)
    except IntegrityError as error:
        if "credit_payment_key" in str(error):  # the same key at the same moment for another contract
            raise Refusal("credit.payment_differs", key=key) from error
        raise


def correct(*, contract: int, amount: Decimal, on: date, reason: str, actor: int | None, at: datetime) -> int:
    """Change what is owed by ``amount``, with a reason; an entry is never changed, it is corrected by another."""
    accounts.require_desk(act="correct_settlements", actor=actor)
    amount = kopecks(amount)
    if not amount or not reason.strip():
        raise Refusal("credit.correction_empty", amount=amount, reason=reason)
    with transaction.atomic():
        lock(contract)
        return _enter_by_hand(contract, kind="correction", amount=amount, on=on, title=reason, actor=actor, at=at)


def open_balance(*, contract: int, amount: Decimal, on: date, actor: int | None, at: datetime) -> int:
    """Enter what was owed (+) or paid ahead (-) before the firm worked with this program."""
    accounts.require_desk(act="correct_settlements", actor=actor)
    amount = kopecks(amount)
    if not amount:
        raise Refusal("credit.correction_empty", amount=amount, reason="")
    with transaction.atomic():
        lock(contract)
        return _enter_by_hand(contract, kind="opening", amount=amount, on=on, title="", actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class Money:
    """What makes two payments the same one."""

    contract: int
    number: str
    on: date
    amount: Decimal


def _known_payment(key: str, money: Money) -> int | None:
    known = _sql.first("payment", key=key)
    if known is None:
        return None
    if money != (kept := Money(known.contract, known.number, known.on, known.amount)):
        raise Refusal("credit.payment_differs", key=key, **asdict(kept))
    return int(known.id)


def _pay(money: Money, *, key: str, purpose: str, actor: int | None, at: datetime) -> int:
    company = companies.contract(money.contract).company
    entry = post(
        contract=money.contract,
        company=company,
        kind="payment",
        amount=-money.amount,
        on=money.on,
        due_on=None,
        title=money.number,
        subject=f"credit.payment:{key}"[:60],
        paper=None,
        at=at,
    )
    facts = {**asdict(money), "company": company, "key": key}
    payment: int = _sql.value("add_payment", **facts, entry=entry, purpose=purpose)
    journal.record(
        act="credit.register_payment",
        actor=actor,
        at=at,
        subject=f"credit.payment:{payment}",
        company=company,
        facts=facts,
        announce=[("credit.paid", {"payment": payment, "contract": money.contract, "amount": money.amount})],
    )
    return payment


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
