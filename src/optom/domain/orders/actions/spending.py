"""Whether a person orders on his own word, asked so that two orders can't both have the rest of one limit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.business_day import month_start
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.companies import actions as people
from optom.domain.companies import queries as companies
from optom.domain.orders import rules
from optom.domain.orders.spending import objections_to_spending

_sql = statements("optom.domain.orders")
_OF_ACTS = {code: code.replace(".over_", ".more_over_") for code in rules.APPROVABLE}


def on_own_word(
    standing: companies.Standing,
    total: Decimal,
    *,
    centre: int | None,
    actor: int | None,
    at: datetime,
    of_month: Decimal | None = None,
    to_centre: Decimal | None = None,
) -> list[Refusal]:
    """Why he may not, all reasons. At most three statements, and none for whom nothing is said and who charges nothing.

    Under the contract's lock; what is counted over all contracts of the company is locked besides.
    """
    if standing.spending.month_limit is not None or centre is not None:
        people.lock_spending(company=standing.contract.company, user=actor, centre=centre)
    parts = {"of_month": of_month, "to_centre": to_centre}
    return objections_to_spending(standing, total, centre=centre, actor=actor, at=at, **parts)


def for_more(
    standing: companies.Standing, more: Decimal, *, orders: Collection[int], actor: int | None, at: datetime
) -> list[Refusal]:
    """Why he may not let orders cost so much more on his own word, charged as they are; nothing is said of less."""
    if more <= 0:
        return []
    return more_on_own_word(standing, more, centre=centre_of(orders), actor=actor, at=at)


def more_on_own_word(
    standing: companies.Standing,
    more: Decimal,
    *,
    centre: int | None,
    actor: int | None,
    at: datetime,
    of_month: Decimal | None = None,
    to_centre: Decimal | None = None,
) -> list[Refusal]:
    """The same as `on_own_word` of an act that no colleague can approve: only a draft can wait for his word."""
    parts = {"of_month": of_month, "to_centre": to_centre}
    found = on_own_word(standing, more, centre=centre, actor=actor, at=at, **parts)
    return [Refusal(_OF_ACTS.get(one.code, one.code), **one.facts) for one in found]


@dataclass(frozen=True, slots=True)
class Charge:
    """To which cost centre an order is charged, whether it counts in this month, and whether of the person's limit."""

    centre: int | None
    is_of_month: bool
    is_own: bool


def charges_of(orders: Collection[int], *, person: int | None, at: datetime) -> dict[int, Charge]:
    """How each of the orders is charged, in the month of ``at``."""
    rows = _sql.rows("charges_of", orders=sorted(set(orders)), person=person, since=month_start(at))
    return {row.order: Charge(*row[1:]) for row in rows}


def centre_of(orders: Collection[int]) -> int | None:
    """The cost centre to which all of the orders are charged."""
    return the_one(row.centre for row in _sql.rows("centres_of", orders=sorted(set(orders))))


def the_one(centres: Iterable[int | None]) -> int | None:
    """The cost centre to which all of the orders are charged."""
    found = set(centres)
    return found.pop() if len(found) == 1 else None
