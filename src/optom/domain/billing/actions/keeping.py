"""Money that is kept for goods of an invoice yields where they can't leave by it any more (ADR 0047)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.sql import statements
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.shipping import actions as shipping

_sql = statements("optom.domain.billing")


def let_go(*, contracts: Sequence[int] | None = None, at: datetime) -> int:
    """What is kept beyond the goods that may still leave by its invoice settles what is owed; of how many invoices.

    Those goods were cancelled, or left for less. Of these contracts, or of all with which nobody works at this moment.
    """
    found = _sql.rows("kept_beyond", contracts=contracts)
    if not found:
        return 0
    with transaction.atomic():
        named = sorted({row.contract for row in found})
        if contracts is None:
            named = sorted(credit.lock_idle(named))
        else:
            credit.lock_each(named)
        rows = _sql.rows("kept_beyond", contracts=named)
        if not rows:
            return 0
        credit.let_go({(row.contract, row.subject): row.amount for row in rows}, at=at)
        shipping.cover(sorted({row.contract for row in rows}), at=at)
        deeds = [
            journal.Deed(row.subject, row.company, {"contract": row.contract, "amount": row.amount}) for row in rows
        ]
        journal.record_each(act="billing.let_go", actor=None, at=at, deeds=deeds)
        return len(rows)
