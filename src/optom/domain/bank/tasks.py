"""Money finds its contract by the clock: what was busy a minute ago, what came into the queue anew."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="bank.allocate", queueing_lock="bank.allocate", lock="bank.allocate")
def allocate(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Give what waits to its contracts, until nothing is left that can be decided now."""
    close_old_connections()
    actions.allocate_all(at=timezone.now())
