"""Many exceptions at once: ended, prolonged. Each act takes as many statements for one as for thousands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day, day_begins_at
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal
from optom.domain.journal.actions import Deed

from . import importing, objections

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Keys of fixed prices and of rules of contracts, and of quantity breaks (any of a product's in a column)."""

    fixed: Sequence[int] = ()
    rules: Sequence[int] = ()
    breaks: Sequence[int] = ()


@refused_when_busy(Refusal("pricing.busy"))
def end_exceptions(*, of: Exceptions, actor: int | None, at: datetime, reason: str = "") -> int:
    """From ``at`` on these hold no more, those that have not begun never will; how many. What has ended stays so.

    Breaks go with all of their product in their column. Refuses `accounts.may_not`, `pricing.busy` (prices are being
    loaded), `pricing.reason_missing`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(objections.to_reason(reason, actor))
    with transaction.atomic():
        owners = _locked(of)
        fixed = _sql.rows("end_fixed_prices", keys=list(of.fixed), at=at)
        rules = _sql.rows("end_rules", keys=list(of.rules), at=at)
        _note("end_fixed_price", fixed, owners, {"reason": reason.strip()}, actor, at)
        _note("end_column_of", rules, owners, {"reason": reason.strip()}, actor, at)
        breaks = _end_breaks(of.breaks, reason.strip(), actor, at) if of.breaks else 0
    return len(fixed) + len(rules) + breaks


def prolong_exceptions(*, of: Exceptions, until: date | None, actor: int | None, at: datetime, reason: str = "") -> int:
    """These hold through ``until`` (None: for good); how many. What has ended stays so.

    One without an owner or a reason has them from now on. Refuses `accounts.may_not`, and together
    `pricing.reason_missing`, `pricing.ends_before_it_begins` (the day has gone), `pricing.breaks_have_no_days`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all([*_to_day(until, business_day(at)), *_to_breaks(of), *objections.to_reason(reason, actor)])
    ends = day_begins_at(until + timedelta(days=1)) if until else None
    with transaction.atomic():
        owners = _locked(of)
        said: dict[str, Any] = {"ends": ends, "at": at, "actor": actor, "reason": reason.strip()}
        fixed = _sql.rows("prolong_fixed_prices", keys=list(of.fixed), **said)
        rules = _sql.rows("prolong_rules", keys=list(of.rules), **said)
        _note("prolong_fixed_price", fixed, owners, {"until": until, "reason": reason.strip()}, actor, at)
        _note("prolong_column_of", rules, owners, {"until": until, "reason": reason.strip()}, actor, at)
    return len(fixed) + len(rules)


def _locked(of: Exceptions) -> dict[int, int]:
    """The companies of their contracts, whose terms nobody else changes meanwhile."""
    rows = _sql.rows("contracts_of_exceptions", fixed=list(of.fixed), rules=list(of.rules))
    return companies.lock_contracts([row.contract for row in rows])


def _end_breaks(keys: Sequence[int], reason: str, actor: int | None, at: datetime) -> int:
    """The ledger keeps that they ended, and their shelves are in doubt."""
    importing.take_turn(patience=PATIENCE)
    said = {"at": importing.moment(at), "source": reason[:100], "actor": actor}
    rows = _sql.rows("end_breaks", keys=list(keys), **said)
    deeds = [
        Deed(f"pricing.column:{row.column}", None, {"article": row.article, "breaks": "—", "reason": reason})
        for row in rows
    ]
    journal.record_each(act="pricing.set_breaks", actor=actor, at=at, deeds=deeds)
    return len(rows)


def _note(  # noqa: PLR0917 -- entries of the journal in their usual order
    act: str, rows: Sequence[Any], owners: dict[int, int], facts: dict[str, Any], actor: int | None, at: datetime
) -> None:
    deeds = [Deed(f"companies.contract:{row.contract}", owners[row.contract], {**_told(row), **facts}) for row in rows]
    journal.record_each(act=f"pricing.{act}", actor=actor, at=at, deeds=deeds)


def _told(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name != "contract"}


def _to_day(until: date | None, today: date) -> Iterator[Refusal]:
    if until is not None and until < today:
        yield Refusal("pricing.ends_before_it_begins", field="until", since=today, until=until)


def _to_breaks(of: Exceptions) -> Iterator[Refusal]:
    if of.breaks:
        yield Refusal("pricing.breaks_have_no_days")
