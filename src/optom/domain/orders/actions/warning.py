"""Tell beforehand what runs out: a fact, which an interface makes a letter of (ADR 0016)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone

from optom.base.sql import statements
from optom.base.working_days import is_working_day, next_working_day
from optom.domain.journal import actions as journal
from optom.domain.orders import events
from optom.domain.orders.models import Unwarned

from .reservations import named

_sql = statements("optom.domain.orders")
_OPENS, _CLOSES = 8, 19  # hours of a working day in which people are written to


def warn(*, at: datetime) -> int:
    """Announce what runs out within a working day, contract by contract, once for each line and moment; how many lines.

    Before a weekend that is all that runs out until the same hour of the first day after it. Outside of working hours
    nothing is announced.
    """
    local = at.astimezone(get_default_timezone())
    if not (is_working_day(local.date()) and _OPENS <= local.hour < _CLOSES):
        return 0
    before = datetime.combine(next_working_day(local.date()), local.timetz())
    contracts = _sql.rows("running_out_of", at=at, before=before)
    return sum(_warn_of(row.contract, row.company, at, before) for row in contracts)


@transaction.atomic
def _warn_of(contract: int, company: int, at: datetime, before: datetime) -> int:
    lines = sorted(_sql.rows("warn", contract=contract, at=at, before=before))
    if lines:
        facts = {
            "contract": contract,
            "company": company,
            "lines": {str(row.id): str(row.quantity) for row in lines},
            "named": named(lines),
            "until": min(row.until for row in lines),
            "until_at_most": max(row.until for row in lines),
        }
        journal.record(
            act="orders.warn",
            actor=None,
            at=at,
            subject=f"companies.contract:{contract}",
            company=company,
            facts=facts,
            announce=[(events.RUNNING_OUT, facts)],
        )
    return len(lines)


def want_warnings(*, user: int, wants: bool) -> None:
    """Whether a person gets letters about what runs out."""
    if wants:
        Unwarned.objects.filter(user_id=user).delete()
    else:
        Unwarned.objects.get_or_create(user_id=user)
