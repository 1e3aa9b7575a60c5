"""Files that have come are read by the worker."""

from datetime import datetime

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.suppliers import events

from . import tasks


@journal.on(events.ANSWERED)
def take_answer_soon(facts: Facts, *, at: datetime) -> None:
    """Each file by a job of its own."""
    del at
    tasks.take_answer.configure().defer(run=facts["run"])
