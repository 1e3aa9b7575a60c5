"""What was asked for is worked out by the worker; where costs have changed, prices follow by the policy in force."""

from datetime import datetime

from optom.domain.costs import events as costs
from optom.domain.costs.queries import products_changed
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import actions, events, tasks


@journal.on(events.ASKED)
def work_out_soon(facts: Facts, *, at: datetime) -> None:
    """Wake the task: a million prices would keep all other announced facts waiting."""
    del at
    tasks.work_out.configure().defer(publication=facts["publication"])


@journal.on(costs.CHANGED)
def follow_costs(facts: Facts, *, at: datetime) -> None:
    """What lies in the corridor is published, the rest waits for the director."""
    actions.follow_inputs(products=products_changed(since=datetime.fromisoformat(facts["since"])), at=at)
