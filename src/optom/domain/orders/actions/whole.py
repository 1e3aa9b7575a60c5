"""Orders that are wanted together: held until all of it is there, let come in parts, and led back (ADR 0065)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders.apart import Apart, apart_of

from .reservations import BUSY, standing_of

_sql = statements("optom.domain.orders")
_REASON = 400
_NAMED = 3  # articles that a refusal names


@transaction.atomic
def see_whole(*, at: datetime, limit: int = 500) -> int:
    """From now on the time of reserves runs for orders of which all is there at last; how many lines are held longer.

    Each is held for the time of its contract's terms from now on at least. With whom somebody works at this very
    moment, his turn comes with the next call.
    """
    found = _sql.rows("whole_orders", limit=limit)
    if not found:
        return 0
    idle = credit.lock_idle(sorted({row.contract for row in found}))
    terms = companies.holding_terms(list(idle), at)
    untils = {
        row.id: at + timedelta(hours=terms[row.contract].hours if row.contract in terms else 0)
        for row in found
        if row.contract in idle
    }
    return _sql.run("make_whole", orders=list(untils), untils=list(untils.values()), at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def come_apart(*, contract: int, order: int, actor: int | None, at: datetime, reason: str = "") -> None:
    """What of an order is there may leave before the rest, though it was wanted together.

    What it holds is held for the time of the terms from now on at least. Whoever works for the firm says for which
    ``reason`` he does it for the buyer. Refuses what ordering does, `accounts.may_not`, `orders.reason_missing`,
    `input.too_long`, `orders.not_together` and `credit.busy`.
    """
    standing = _decides(contract, actor, at, reason)
    credit.lock(contract)
    if _sql.first("come_apart", contract=contract, order=order) is None:
        raise Refusal("orders.not_together", order=order)
    _sql.run("hold_order", order=order, until=at + timedelta(hours=standing.terms.reservation_hours))
    _note("orders.come_apart", standing, order, actor=actor, at=at, reason=reason)


@refused_when_busy(BUSY)
@transaction.atomic
def come_together(*, contract: int, order: int, actor: int | None, at: datetime, reason: str = "") -> None:
    """All of an order leaves together, though it was to come in parts: as if it had been ordered so.

    All of it is held as long as what comes last, and does not run out while something lacks. Whoever works for the firm
    says for which ``reason``. Refuses what ordering does, `accounts.may_not`, `orders.reason_missing`,
    `input.too_long`, `orders.not_apart` (it is wanted together already, or is no order of the contract),
    `orders.left_in_part` (a shipment has asked for some of it, or has taken it along), `orders.holds_nothing`,
    `orders.never_together` (nobody has goods for some of it) and `credit.busy`.
    """
    standing = _decides(contract, actor, at, reason)
    credit.lock(contract)
    found = apart_of(contract=contract, order=order)
    if found is None:
        raise Refusal("orders.not_apart", order=order)
    refuse_all(_against_together(found, order))
    _sql.run("come_together", order=order, on=max(found.comes_on or business_day(at), business_day(at)))
    _sql.run("hold_order", order=order, until=found.until)
    _note("orders.come_together", standing, order, actor=actor, at=at, reason=reason)


def _against_together(found: Apart, order: int) -> Iterator[Refusal]:
    """One shipment can take all of it, and there is a day on which it does: as of who orders it so from the first."""
    if found.left:
        yield Refusal(
            "orders.left_in_part", order=order, lines=len(found.left), articles=", ".join(found.left[:_NAMED])
        )
    elif found.until is None:
        yield Refusal("orders.holds_nothing", order=order)
    if found.waiting:
        yield Refusal("orders.never_together", lines=len(found.waiting), products=found.waiting)


def _decides(contract: int, actor: int | None, at: datetime, reason: str) -> companies.Standing:
    """Who may say how an order of the contract comes: the buyer, or a manager for him, for a reason."""
    standing = standing_of(contract, actor, at)
    if standing.is_staff:
        accounts.require_desk(act="let_part", actor=actor)
        refuse_all([] if reason.strip() else [Refusal("orders.reason_missing", field="reason")])
    refuse_all(too_long(reason=(reason, _REASON)))
    return standing


def _note(act: str, standing: companies.Standing, order: int, *, actor: int | None, at: datetime, reason: str) -> None:
    facts = {"order": order, "contract": standing.contract.id, "reason": reason.strip()}
    subject, company = f"orders.order:{order}", standing.contract.company
    journal.record(act=act, actor=actor, at=at, subject=subject, company=company, facts=facts)
