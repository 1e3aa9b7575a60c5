"""The life of what an order holds: extend it, give it back, cancel it, let it run out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import events, rules
from optom.domain.stock import actions as stock

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)
_NAMED = 3  # articles that an entry of the journal names
_FREEING = frozenset({"orders.release", "orders.cancel", "orders.expire", "orders.replace", "orders.change_quantity"})
BUSY = Refusal("stock.busy")  # the goods of the act; where it is the contract that is busy, credit.lock says so


@dataclass(frozen=True, slots=True)
class Change:
    """By how much each quantity of a line changes, and by how much what it holds is worth less or more."""

    line: int
    reserved: Decimal = _NOTHING
    requested: Decimal = _NOTHING
    shipped: Decimal = _NOTHING
    cancelled: Decimal = _NOTHING
    value: Decimal = _NOTHING


@refused_when_busy(BUSY)
@transaction.atomic
def release(
    *,
    contract: int,
    quantities: Mapping[int, Decimal],
    actor: int | None,
    at: datetime,
    named: Collection[int] = (),
) -> None:
    """Give back so much of what each line holds and no shipment has asked for; that much of the line is cancelled.

    Where holds are ``named`` by their numbers, goods of them alone: refuses ``stock.not_held`` where they have less.
    Refuses ``orders.line_unknown``, ``orders.not_held`` (more than is held and not asked for shipment),
    ``orders.in_shipment`` (shipments have asked for all of it), ``orders.nothing_held``; ``credit.busy`` and
    ``stock.busy`` when others work with the same for too long, as every act here.
    """
    standing = standing_of(contract, actor, at)
    lines = locked(contract=contract, lines=list(quantities))
    refuse_all(not_held(line, quantities[line.id]) for line in lines if is_too_much(line, quantities[line.id]))
    give_back(contract, lines, quantities, at=at, named=named)
    note("orders.release", contract, standing.contract.company, quantities, of=lines, actor=actor, at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def cancel(*, contract: int, lines: Sequence[int], actor: int | None, at: datetime) -> None:
    """Cancel all of the lines that is neither shipped nor asked for shipment, held or waiting.

    Refuses ``orders.line_unknown`` and ``orders.nothing_to_cancel`` (named lines have nothing left to cancel).
    """
    standing = standing_of(contract, actor, at)
    found = locked(contract=contract, lines=lines)
    refuse_all(
        Refusal("orders.nothing_to_cancel", line=line.id, article=line.article)
        for line in found
        if line.ordered - line.shipped - line.cancelled - line.requested <= 0
    )
    quantities = {line.id: line.reserved - line.requested for line in found}
    give_back(contract, found, quantities, at=at, cancel_waiting=True)
    note("orders.cancel", contract, standing.contract.company, quantities, of=found, actor=actor, at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def stop_waiting(*, contract: int, lines: Sequence[int], actor: int | None, at: datetime) -> None:
    """Let the lines wait no more; what they hold stays. Refuses ``orders.line_unknown``, ``orders.nothing_waits``."""
    standing = standing_of(contract, actor, at)
    found = locked(contract=contract, lines=lines)
    waits = {line.id: line.ordered - line.reserved - line.shipped - line.cancelled for line in found}
    refuse_all(
        Refusal("orders.nothing_waits", line=line.id, article=line.article) for line in found if not waits[line.id]
    )
    give_back(contract, found, dict.fromkeys(waits, _NOTHING), at=at, cancel_waiting=True)
    note("orders.stop_waiting", contract, standing.contract.company, waits, of=found, actor=actor, at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def extend(*, contract: int, lines: Sequence[int], actor: int | None, at: datetime) -> datetime:
    """Hold the lines for the contract's reservation time from now on; the moment until which they are held.

    A line that is held longer (its goods are still on their way) keeps its moment.
    Refuses ``orders.line_unknown`` and ``orders.nothing_held``.
    """
    standing = standing_of(contract, actor, at)
    found = locked(contract=contract, lines=lines)
    refuse_all(not_held(line, _NOTHING) for line in found if line.reserved <= 0)
    until = at + timedelta(hours=standing.terms.reservation_hours)
    untils = [max(until, line.reserved_until) for line in found]
    _sql.run("extend_lines", lines=[line.id for line in found], untils=untils)
    facts = {"until": min(untils, default=until), "until_at_most": max(untils, default=until)}
    none = dict.fromkeys(lines, _NOTHING)
    note("orders.extend", contract, standing.contract.company, none, of=found, actor=actor, at=at, **facts)
    return until


def extend_running_out(*, contract: int, before: datetime, actor: int | None, at: datetime) -> datetime:
    """Extend every reserve of the contract that runs out before a moment. Refuses ``orders.nothing_runs_out``."""
    lines = [row.id for row in _sql.rows("lines_running_out", contract=contract, before=before)]
    if not lines:
        raise Refusal("orders.nothing_runs_out")
    return extend(contract=contract, lines=lines, actor=actor, at=at)


def expire(*, at: datetime, limit: int = 1000) -> int:
    """Give back what is held longer than its time, contract by contract; the number of lines given back.

    What a shipment has asked for stays: the buyer has done his part. So does what is there of an order that is wanted
    together, before the rest of it. A contract or goods that somebody works with at this very moment don't hold up the
    others; their turn comes with the next call.
    """
    late = _sql.rows("expired", at=at, limit=limit)
    return sum(_expired_unless_busy(row.contract_id, row.company_id, row.lines, at) for row in late)


def _expired_unless_busy(contract: int, company: int, lines: Sequence[int], at: datetime) -> int:
    try:
        return _expire_of(contract, company, lines, at)
    except Refusal as refusal:
        if refusal.code not in {"credit.busy", BUSY.code}:
            raise
        return 0


@refused_when_busy(BUSY)
@transaction.atomic
def _expire_of(contract: int, company: int, lines: Sequence[int], at: datetime) -> int:
    late = [line for line in locked(contract=contract, lines=lines) if _is_late(line, at)]
    kept = {row.id for row in _sql.rows("kept_together", lines=[line.id for line in late])}
    late = [line for line in late if line.id not in kept]
    if not late:
        return 0
    quantities = {line.id: line.reserved - line.requested for line in late}
    give_back(contract, late, quantities, at=at)
    note("orders.expire", contract, company, quantities, of=late, actor=None, at=at)
    return len(late)


def _is_late(line: Row, at: datetime) -> bool:
    """Once more under the lock: the buyer may have extended or shipped the line meanwhile."""
    return bool(line.reserved > line.requested and line.reserved_until is not None and line.reserved_until <= at)


def standing_of(contract: int, actor: int | None, at: datetime) -> companies.Standing:
    standing = companies.standing(contract, actor, at)
    refuse_all(standing.objections("order"))
    return standing


def locked(*, contract: int, lines: Sequence[int]) -> list[Any]:
    """The contract's credit row and then the lines, locked; refuses ``orders.line_unknown`` for another's line."""
    credit.lock(contract)
    return lines_of(contract=contract, lines=lines)


def lines_of(*, contract: int, lines: Sequence[int]) -> list[Any]:
    """The lines, locked; the contract's credit row was locked before. Refuses ``orders.line_unknown``."""
    found = _sql.rows("lock_lines", contracts=[contract], lines=list(lines))
    unknown = set(lines) - {line.id for line in found}
    refuse_all(Refusal("orders.line_unknown", line=line) for line in sorted(unknown))
    return found


def is_too_much(line: Row, quantity: Decimal) -> bool:
    return bool(quantity <= 0 or quantity > line.reserved - line.requested)


def not_held(line: Row, quantity: Decimal) -> Refusal:
    """Why so much can't be taken: there is less of it, shipments have all of it, or there was nothing to begin with."""
    known = {"line": line.id, "article": line.article}
    if line.reserved <= 0:
        return Refusal("orders.nothing_held", **known)
    if (free := line.reserved - line.requested) <= 0:
        return Refusal("orders.in_shipment", **known)
    return Refusal("orders.not_held", **known, held=free, quantity=quantity)


def give_back(
    contract: int,
    lines: Sequence[Any],
    quantities: Mapping[int, Decimal],
    *,
    at: datetime,
    cancel_waiting: bool = False,
    named: Collection[int] = (),
) -> None:
    """The goods go back to the stock, the lines and the contract's running figure follow."""
    back = {line.id: quantities[line.id] for line in lines if quantities[line.id] > 0}
    stock.release(quantities=back, at=at, named=named)
    changes = [_returned(line, quantities[line.id], cancel_waiting=cancel_waiting) for line in lines]
    apply(contract=contract, changes=changes, at=at)


def _returned(line: Row, quantity: Decimal, *, cancel_waiting: bool) -> Change:
    waiting = line.ordered - line.reserved - line.shipped - line.cancelled if cancel_waiting else _NOTHING
    return Change(
        line.id, reserved=-quantity, cancelled=quantity + waiting, value=value_change(line, line.reserved - quantity)
    )


def value_change(line: Row, held: Decimal) -> Decimal:
    """By how much the worth of what the line holds changes when it holds ``held``."""
    before = rules.held_value(line.sum, ordered=line.ordered, held=line.reserved)
    return rules.held_value(line.sum, ordered=line.ordered, held=held) - before


def apply(*, contract: int, changes: Sequence[Change], at: datetime) -> None:
    """Write the changes of lines and of the contract's reserved value."""
    values: dict[str, list[Any]] = {
        "lines": [change.line for change in changes],
        "reserved": [change.reserved for change in changes],
        "requested": [change.requested for change in changes],
        "cancelled": [change.cancelled for change in changes],
    }
    if any(change.shipped for change in changes):  # the warehouse's statement: a buyer has no right to this column
        _sql.run("ship_lines", **values, shipped=[change.shipped for change in changes])
    else:
        _sql.run("change_lines", **values)
    credit.change(contract=contract, reserved=sum((change.value for change in changes), _NOTHING), at=at)


def note(
    act: str,
    contract: int,
    company: int,
    quantities: Mapping[int, Decimal],
    *,
    of: Sequence[Any],
    actor: int | None,
    at: datetime,
    **more: Any,
) -> None:
    """Write down what was done to the lines of a contract; where goods came free, tell those who wait for them.

    The entry names the orders ``of`` the lines and the first articles: who reads it looks nothing up.
    """
    facts = {
        "contract": contract,
        "lines": {str(line): str(quantity) for line, quantity in quantities.items()},
        "named": named(of),
        **more,
    }
    journal.record(
        act=act,
        actor=actor,
        at=at,
        subject=f"companies.contract:{contract}",
        company=company,
        facts=facts,
        announce=[(events.FREED, facts)] if act in _FREEING else (),
    )


def named(lines: Sequence[Any]) -> dict[str, Any]:
    """What an entry says of lines: their orders, and the first articles."""
    articles = {str(line.id): line.article for line in lines[:_NAMED]}
    return {"orders": sorted({line.order_id for line in lines}), "articles": articles}
