"""A payer says which debts his payment settles (ADR 0041): before it comes by its number, or without delay after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from . import rules
from .locks import lock
from .rules import Debt

_sql = statements(__package__)
_EXPIRES = timedelta(days=30)  # numbers of payment orders begin anew every year
_NUMBER_LENGTH = 40
Parts = Mapping[int, Decimal]


def direct_payment(*, contract: int, payment: int, parts: Parts, actor: int | None, at: datetime) -> None:
    """The payer says how much of which debts (their entries) his payment settles; its rest settles the oldest.

    What it had settled besides is owed again as of its old day; of what is kept for goods he takes no more than he says
    (ADR 0047). Refuses `companies.may_not`, `credit.busy`,
    `credit.payment_unknown`, `credit.payment_reversed`, `credit.direction_late`, and as `rules.objections_to_parts`.
    """
    company = _payer_of(contract, actor, at)
    with transaction.atomic():
        lock(contract)
        found = _sql.first("payment_to_direct", contract=contract, payment=payment)
        if found is None:
            raise Refusal("credit.payment_unknown", payment=payment)
        debts = _debts(contract, found.entry)
        refuse_all([*_objections(found, at), *rules.objections_to_parts(parts, debts, found.amount)])
        changes = _changes(debts, parts)
        if changes:
            _sql.run("redirect", money=found.entry, items=list(changes), parts=list(changes.values()), at=at)
            facts = {"contract": contract, "number": found.number, "parts": dict(parts)}
            subject = f"credit.payment:{payment}"
            journal.record(
                act="credit.direct_payment", actor=actor, at=at, subject=subject, company=company, facts=facts
            )


def direct_next(*, contract: int, number: str, parts: Parts, key: str, actor: int | None, at: datetime) -> None:
    """The same of a payment that has not come yet, by the number of its payment order; it waits for thirty days.

    What of it is settled by others meanwhile goes to the oldest debts. The same ``key`` is the same. Refuses besides
    `input.required`, `credit.direction_known` (one waits for this number already).
    """
    company = _payer_of(contract, actor, at)
    wanted = rules.order_number(number)
    if not wanted:
        raise Refusal("input.required", field="number")
    refuse_all(too_long(number=(number, _NUMBER_LENGTH)))
    refuse_all(rules.objections_to_parts(parts, _debts(contract, None), None))
    today, facts = business_day(at), {"contract": contract, "number": wanted, "parts": dict(parts)}
    columns = {"items": list(parts), "amounts": list(parts.values()), "expires_on": today + _EXPIRES}
    try:
        with transaction.atomic():
            _sql.run("retire_directions", contract=contract, number=wanted, today=today, at=at)
            said = {"contract": contract, "company": company, "number": wanted, "key": key, **columns}
            made = _sql.first("direct", **said, actor=actor, at=at)
            if made is not None:  # else the key has its direction already
                subject = f"credit.direction:{made.id}"
                journal.record(
                    act="credit.direct_next", actor=actor, at=at, subject=subject, company=company, facts=facts
                )
    except IntegrityError as error:
        if "credit_direction_waits_once" in str(error):
            raise Refusal("credit.direction_known", field="number", number=wanted) from error
        raise


def withdraw_direction(*, contract: int, direction: int, actor: int | None, at: datetime) -> None:
    """The payment, when it comes, settles the oldest debts. Refuses `companies.may_not`, `credit.direction_over`,
    `credit.busy`.
    """
    company = _payer_of(contract, actor, at)
    with transaction.atomic():
        lock(contract)  # a payment that is entered meanwhile has followed it, or will not
        found = _sql.first("withdraw_direction", contract=contract, direction=direction, at=at)
        if found is None:
            raise Refusal("credit.direction_over")
        facts = {"contract": contract, "number": found.number}
        subject = f"credit.direction:{direction}"
        journal.record(
            act="credit.withdraw_direction", actor=actor, at=at, subject=subject, company=company, facts=facts
        )


def _payer_of(contract: int, actor: int | None, at: datetime) -> int:
    """The company whose contract it is: its people who may see its money direct it."""
    standing = companies.standing(contract, actor, at)
    refuse_all(standing.objections("money"))
    return standing.contract.company


def _debts(contract: int, money: int | None) -> dict[int, Debt]:
    """What is open of a contract and what the payment ``money`` has settled, the oldest due first."""
    return {row.item: Debt(*row) for row in _sql.rows("debts", contract=contract, money=money)}


def _objections(payment: Any, at: datetime) -> list[Refusal]:
    if payment.is_reversed:
        return [Refusal("credit.payment_reversed", number=payment.number)]
    until = rules.may_direct_until(business_day(payment.at))
    return [Refusal("credit.direction_late", number=payment.number, until=until)] if business_day(at) > until else []


def _changes(debts: Mapping[int, Debt], parts: Parts) -> dict[int, Decimal]:
    """By how much more or less the payment settles of each debt than it does now; together nothing, unless he takes of
    what is kept for goods.
    """
    total = max(sum((debt.settled for debt in debts.values()), Decimal(0)), sum(parts.values(), Decimal(0)))
    items = [(debt.item, debt.available) for debt in debts.values()]
    settled = {part.item: part.amount for part in rules.settle(total, items, parts)}
    changes = {item: settled.get(item, Decimal(0)) - debt.settled for item, debt in debts.items()}
    return {item: change for item, change in changes.items() if change}


class Announced(Protocol):
    """A payment that comes."""

    @property
    def key(self) -> str: ...
    @property
    def contract(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def moved_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Directed:
    """What a payer has directed beforehand."""

    direction: int
    parts: Parts


def directions_of(payments: Sequence[Announced]) -> dict[str, Directed]:
    """What was directed of each payment, by its key; each direction holds for one. The accounts are locked."""
    rows = _sql.rows(
        "directed",
        keys=[one.key for one in payments],
        contracts=[one.contract for one in payments],
        numbers=[rules.order_number(one.number) for one in payments],
        days=[one.moved_on for one in payments],
    )
    first = {row.direction: row for row in reversed(rows)}
    return {row.key: Directed(row.direction, dict(zip(row.items, row.amounts, strict=True))) for row in first.values()}
