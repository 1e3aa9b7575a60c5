"""What goods cost has changed: prices follow by the policy in force."""

from datetime import datetime

from optom.domain.costs import events as costs
from optom.domain.costs.queries import products_changed
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import actions


@journal.on(costs.CHANGED)
def follow_costs(facts: Facts, *, at: datetime) -> None:
    """What lies in the corridor is published, the rest waits for the director."""
    actions.follow_inputs(products=products_changed(since=datetime.fromisoformat(facts["since"])), at=at)
