"""Prices of competitors, as somebody has seen them: the last one of each stays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.sql import statements
from optom.base.staging import Outcome, Report, Skipped, ignore
from optom.domain.accounts import actions as accounts
from optom.domain.catalog.rules import normalise_brand, normalise_code
from optom.domain.journal import actions as journal

from . import demand, events, importing
from .rules import STEP, objection_to_seen

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class MarketRow:
    """For what a competitor sells a product, per our unit, in roubles, and when that was seen."""

    product: str
    competitor: str
    amount: Decimal
    seen_on: date
    brand: str = ""
    origin: str = ""


def load_market(
    *,
    rows: Iterable[MarketRow],
    name: str,
    actor: int | None,
    at: datetime,
    is_trial: bool = False,
    report: Report = ignore,
) -> Outcome:
    """What competitors ask becomes what was seen last; who is named for the first time is known from then on.

    What was seen before what is known changes nothing. With ``is_trial`` it is only told what would become of the rows.
    Refuses `accounts.may_not`.
    """
    accounts.require_desk(act="set_costs", actor=actor)
    with transaction.atomic():
        demand.take_turn()
        skipped = importing.stage(_staged(rows, business_day(at), report), "price", report, before=_name)
        _sql.run("forget_touched")
        _sql.run("market_differ")
        counts = _sql.one("market_counts")
        outcome = Outcome(counts.created, counts.changed, counts.named - counts.created - counts.changed, 0, skipped)
        if is_trial:
            transaction.set_rollback(True)
            return outcome
        _sql.run("market_write")
        _sql.run("touch_told")
        moved = demand.measure_market(at=at)
        facts = {"file": name, "created": outcome.created, "changed": outcome.changed}
        announce = events.changed(at) if moved else []
        journal.record(act="costs.load_market", actor=actor, at=at, facts=facts, announce=announce)
    return outcome


def _name() -> None:
    _sql.run("market_competitors")
    _sql.run("market_named")


def _staged(rows: Iterable[MarketRow], today: date, report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        amount = row.amount.quantize(STEP, ROUND_HALF_UP)
        if reason := objection_to_seen(row.competitor, amount, row.seen_on, today):
            report(Skipped("price", row.product, reason.code, reason.facts, row.origin))
        else:
            key = seq, row.product, normalise_code(row.product), normalise_brand(row.brand)
            yield *key, None, row.competitor.strip(), amount, row.seen_on, row.origin
