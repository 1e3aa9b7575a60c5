"""What a person and a cost centre have spent in a month, and what that forbids him to order on his own word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.base.business_day import month_start
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.companies import queries as companies

from . import rules

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a person has ordered on his own word in a month, and what was charged to a cost centre in it."""

    person: Decimal
    centre: Decimal


@dataclass(frozen=True, slots=True)
class SpentOn:
    """An order of the month, and what of it counts."""

    order: int
    contract: int
    placed_at: datetime
    sum: Decimal


@dataclass(frozen=True, slots=True)
class SpentBy:
    """What counts of a month: ``total`` orders for ``sum``, the latest of them."""

    sum: Decimal
    total: int
    orders: Sequence[SpentOn]


_NOTHING_SPENT = Spent(Decimal(0), Decimal(0))


def spent(*, company: int, currency: str, person: int | None, centre: int | None, at: datetime) -> Spent:
    """What a person and a cost centre have spent in the month of ``at``, in one currency. One statement."""
    since = month_start(at)
    return Spent(*_sql.one("spent", company=company, currency=currency, person=person, centre=centre, since=since))


def spent_by(
    *,
    company: int,
    currency: str,
    person: int | None = None,
    centre: int | None = None,
    at: datetime,
    until: datetime | None = None,
    most: int,
) -> SpentBy:
    """The orders that count in a person's month, or in a cost centre's, up to a moment (None: all). One statement."""
    asked = {"company": company, "currency": currency, "person": person, "centre": centre, "most": most}
    rows = _sql.rows("spent_by", **asked, since=month_start(at), until=until)
    if not rows:
        return SpentBy(Decimal(0), 0, ())
    return SpentBy(rows[0].together, rows[0].orders, [SpentOn(*row[:4]) for row in rows])


def objections_to_spending(
    standing: companies.Standing,
    total: Decimal,
    *,
    centre: int | None,
    actor: int | None,
    at: datetime,
    of_month: Decimal | None = None,
    to_centre: Decimal | None = None,
) -> list[Refusal]:
    """Why a person may not order for so much on his own word: his limits, the company's rule, the centre's budget.

    ``of_month`` and ``to_centre`` are what would count in his month and in the centre's where not the total does.
    """
    company, bounds = standing.contract.company, standing.spending
    known = {one.id: one for one in companies.cost_centres(company)} if centre or bounds.centres else {}
    if wrong := rules.against_centre(centre, known, bounds.centres):
        return wrong
    chosen = known.get(centre) if centre else None
    used = _NOTHING_SPENT
    if bounds.month_limit is not None or (chosen and chosen.budget is not None):
        used = spent(company=company, currency=standing.contract.currency, person=actor, centre=centre, at=at)
    of_centre: dict[str, Any] = {"centre": chosen, "charged": used.centre, "to_centre": to_centre}
    return rules.against_spending(total=total, of_month=of_month, bounds=bounds, spent=used.person, **of_centre)


def spent_by_centre(*, company: int, currency: str, at: datetime) -> dict[int, Decimal]:
    """What was charged to each cost centre in the month of ``at``, in one currency."""
    rows = _sql.rows("spent_by_centre", company=company, currency=currency, since=month_start(at))
    return {row.centre: row.sum for row in rows}
