"""When goods come free, those who wait for them are served at once, not only by the clock."""

from datetime import datetime

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.stock import events as stock

from . import events, tasks


@journal.on(events.FREED)
@journal.on(stock.CAME)
def serve_soon(facts: Facts, *, at: datetime) -> None:
    """Wake the task: it serves contract by contract, each in a transaction of its own, which a handler can't."""
    del facts  # whoever came free: the queue is looked through as a whole
    try:
        with transaction.atomic():
            tasks.serve_waiting.configure().defer(timestamp=int(at.timestamp()))
    except AlreadyEnqueued:
        return
