"""What was asked for is worked out by the worker, and not while a page is waited for."""

from datetime import datetime

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import events, tasks


@journal.on(events.ASKED)
def work_out_soon(facts: Facts, *, at: datetime) -> None:
    """Wake the task: a million prices would keep all other announced facts waiting."""
    del at
    tasks.work_out.configure().defer(publication=facts["publication"])
