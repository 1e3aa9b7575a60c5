"""What the worker does for bargaining."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="20 * * * *")
@app.task(name="bargaining.realise", queueing_lock="bargaining.realise", lock="bargaining.realise")
def realise(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Once an hour: what receipts have proven of what was won."""
    close_old_connections()
    actions.realise(at=timezone.now())
