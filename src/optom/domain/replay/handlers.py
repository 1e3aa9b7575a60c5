"""What was asked for is replayed by the worker. The task is only woken here, so that other facts need not wait."""

from datetime import datetime

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

from . import events, tasks


@journal.on(events.ASKED)
def work_out_soon(facts: Facts, *, at: datetime) -> None:
    """A replay that somebody waits for."""
    del at
    tasks.work_out.configure().defer(replay=facts["replay"])
