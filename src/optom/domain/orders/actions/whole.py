"""Orders that are wanted together: held until all of it is there, and let come in parts (ADR 0065)."""

from datetime import datetime, timedelta

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal

from .reservations import BUSY, standing_of

_sql = statements("optom.domain.orders")
_REASON = 400


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
    standing = standing_of(contract, actor, at)
    if standing.is_staff:
        accounts.require_desk(act="let_part", actor=actor)
        refuse_all([] if reason.strip() else [Refusal("orders.reason_missing", field="reason")])
    refuse_all(too_long(reason=(reason, _REASON)))
    credit.lock(contract)
    if _sql.first("come_apart", contract=contract, order=order) is None:
        raise Refusal("orders.not_together", order=order)
    _sql.run("hold_order", order=order, until=at + timedelta(hours=standing.terms.reservation_hours))
    facts = {"order": order, "contract": contract, "reason": reason.strip()}
    subject = f"orders.order:{order}"
    company = standing.contract.company
    journal.record(act="orders.come_apart", actor=actor, at=at, subject=subject, company=company, facts=facts)
