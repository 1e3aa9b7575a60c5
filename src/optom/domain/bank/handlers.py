"""A contract was signed: what its company has paid into the account of that entity may have waited for it."""

from datetime import datetime

from optom.domain.companies import events as companies
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import actions


@journal.on(companies.SIGNED)
def look_anew(facts: Facts, *, at: datetime) -> None:
    """Only at its own money: the rest of the queue knows nothing new."""
    actions.retry_for(contract=facts["contract"])
    actions.allocate_all(at=at)
