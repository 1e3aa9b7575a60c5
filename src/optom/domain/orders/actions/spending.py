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
    """To which cost centre a line is charged, whether it counts in this month, and whether of the person's limit."""

    centre: int | None
    is_of_month: bool
    is_own: bool

    @property
    def is_spent_now(self) -> bool:
        """The person ordered it himself in this month: more of it counts just as it does."""
        return self.is_of_month and self.is_own


def charges_of(lines: Collection[int], *, person: int | None, at: datetime) -> dict[int, Charge]:
    """How each of the lines is charged, in the month of ``at``."""
    rows = _sql.rows("charges_of", lines=list(lines), person=person, since=month_start(at))
    return {row.line: Charge(*row[1:]) for row in rows}


def instead_on_own_word(
    standing: companies.Standing, charge: Charge, total: Decimal, given_up: Decimal, *, actor: int | None, at: datetime
) -> list[Refusal]:
    """Why he may not order for ``total`` now instead of what was charged so and is given up.

    Of his month and of the centre's budget it takes all that was not counted there; an order is made no dearer by less.
    """
    of_month = total - (given_up if charge.is_spent_now else 0)
    to_centre = total - (given_up if charge.is_of_month else 0)
    more = total - given_up
    if max(more, of_month, to_centre) <= 0:
        return []
    parts = {"of_month": of_month, "to_centre": to_centre}
    return more_on_own_word(standing, more, centre=charge.centre, actor=actor, at=at, **parts)


def the_one(centres: Iterable[int | None]) -> int | None:
    """The cost centre to which all of the orders are charged."""
    found = set(centres)
    return found.pop() if len(found) == 1 else None
