"""What happens to shipments by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="17 * * * *")
@app.task(name="shipping.accept", queueing_lock="shipping.accept", lock="shipping.accept")
def accept_unanswered(timestamp: int) -> None:  # noqa: ARG001 -- the hour that procrastinate meant; what counts is now
    """Deliveries whose days of acceptance are over count as accepted, until none is left."""
    close_old_connections()
    at = timezone.now()
    while actions.accept_unanswered(at=at):
        pass
