"""What was asked for is worked out by the worker, and so are prices when costs have changed.

The tasks are only woken here: a million prices would keep all other announced facts waiting.
"""

from datetime import datetime

from optom.domain.costs import events as costs
from optom.domain.credit import events as credit
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import events, queries, tasks


@journal.on(events.ASKED)
def work_out_soon(facts: Facts, *, at: datetime) -> None:
    """A publication that somebody waits for."""
    del at
    tasks.work_out.configure().defer(publication=facts["publication"])


@journal.on(events.ADOPTED)
@journal.on(events.PROPOSED)
def count_costs_soon(facts: Facts, *, at: datetime) -> None:
    """What all goods cost us, as the policy says that is in force now, or the one worked out last."""
    del facts, at
    tasks.count_costs.configure().defer()


@journal.on(events.ADOPTED)
def take_over_soon(facts: Facts, *, at: datetime) -> None:
    """What was told since the policy in force was worked out follows it."""
    del at
    publication = queries.publication(facts["publication"])
    if publication:
        _follow_soon(publication.proposed_at)


@journal.on(costs.CHANGED)
def follow_costs_soon(facts: Facts, *, at: datetime) -> None:
    """What lies in the corridor will be published, the rest wait for the director."""
    del at
    _follow_soon(datetime.fromisoformat(facts["since"]))


def _follow_soon(since: datetime) -> None:
    """A job that waits yet sees all that is told until it begins: a hundred lists in a minute are followed once."""
    if not tasks.waits_since(since):
        tasks.follow_costs.configure().defer(since=since.isoformat())


@journal.on(credit.RATES)
def follow_rates_soon(facts: Facts, *, at: datetime) -> None:
    """Prices that are made of another rate follow it as they follow costs."""
    del at
    tasks.follow_rates.configure().defer(currencies=facts["currencies"])
