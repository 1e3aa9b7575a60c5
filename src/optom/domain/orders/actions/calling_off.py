"""Goods on their way that do not come: who was promised them waits again, and is told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.db import transaction

from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import events, queries
from optom.domain.stock import actions as stock

from .reservations import BUSY, named, value_change

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@refused_when_busy(BUSY)
@transaction.atomic
def call_off(*, arrivals: Collection[int], actor: int | None, at: datetime) -> int:
    """What is still to come of the arrivals does not come; how many lines have lost goods by it.

    The lines wait for what they have lost at their own places in the queue, and it is announced to their buyers.
    Refuses `accounts.may_not`, `stock.arrival_unknown` (one has come or is called off already), `credit.busy` and
    `stock.busy`, also where somebody was promised goods of them at this very moment.
    """
    accounts.require_desk(act="announce_arrival", actor=actor)
    promised = queries.promised_of(arrivals=arrivals)
    contracts = sorted({one.contract for one in promised})
    credit.lock_each(contracts)
    lines = _sql.rows("lock_lines", contracts=contracts, lines=[one.line for one in promised])
    lost = stock.call_off(arrivals=arrivals, owners=[line.id for line in lines], actor=actor, at=at)
    losing = [line for line in lines if line.id in lost]
    if losing:
        lose(losing, lost, at)
        tell_lost(losing, lost, {one.contract: one.company for one in promised}, actor=actor, at=at)
    return len(losing)


def lose(lines: Sequence[Row], lost: Mapping[int, Decimal], at: datetime) -> None:
    """Locked lines hold so much less and wait for it; what the holds were is the caller's."""
    _sql.run("lose_lines", lines=[line.id for line in lines], quantities=[lost[line.id] for line in lines])
    worths: dict[int, Decimal] = {}
    for line in lines:
        change = value_change(line, line.reserved - lost[line.id])
        worths[line.contract_id] = worths.get(line.contract_id, _NOTHING) + change
    credit.change_reserved(worths, at=at)


def tell_lost(
    lines: Sequence[Row], lost: Mapping[int, Decimal], companies: Mapping[int, int], *, actor: int | None, at: datetime
) -> None:
    """One entry of the journal for each contract, and the fact of which a letter is made."""
    deeds = []
    for contract, mine in groupby(sorted(lines, key=lambda line: (line.contract_id, line.id)), lambda x: x.contract_id):
        own, company = list(mine), companies[contract]
        facts = {
            "contract": contract,
            "company": company,
            "lines": {str(line.id): str(lost[line.id]) for line in own},
            "named": named(own),
        }
        deeds.append(journal.Deed(f"companies.contract:{contract}", company, facts, (events.LOST, facts)))
    journal.record_each(act="orders.lose", actor=actor, at=at, deeds=deeds)
