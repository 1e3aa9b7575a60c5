"""Sources are looked at and files that have come are run by the worker; offers that are no products yet are sought
after it.
"""

from datetime import datetime

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import events, tasks


@journal.on(events.ASKED)
def collect_soon(facts: Facts, *, at: datetime) -> None:
    """Unless the clock has asked for it already."""
    del at
    tasks.collect_soon(facts["feed"])


@journal.on(events.RECEIVED)
def run_soon(facts: Facts, *, at: datetime) -> None:
    """Each file by a job of its own: fifty feeds may arrive at once."""
    del at
    tasks.work_soon([facts["run"]])


@journal.on(events.APPLIED)
def seek_soon(facts: Facts, *, at: datetime) -> None:
    """One job looks for all that have not been sought."""
    del facts, at
    tasks.seek_soon()
