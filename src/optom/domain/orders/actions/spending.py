"""Whether a person orders on his own word, asked so that two orders can't both have the rest of one limit."""

from datetime import datetime
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.domain.companies import actions as people
from optom.domain.companies import queries as companies
from optom.domain.orders.spending import objections_to_spending


def on_own_word(
    standing: companies.Standing, total: Decimal, *, centre: int | None, actor: int | None, at: datetime
) -> list[Refusal]:
    """Why he may not, all reasons. At most three statements, and none for whom nothing is said and who charges nothing.

    Under the contract's lock; what is counted over all contracts of the company is locked besides.
    """
    if standing.spending.month_limit is not None or centre is not None:
        people.lock_spending(company=standing.contract.company, user=actor, centre=centre)
    return objections_to_spending(standing, total, centre=centre, actor=actor, at=at)
