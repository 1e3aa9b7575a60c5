"""What happens to prices by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="pricing.publish_due", queueing_lock="pricing.publish_due", lock="pricing.publish_due")
def publish_due(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Put into force the lists whose day has begun, in the order of their days."""
    close_old_connections()
    at = timezone.now()
    while actions.publish_due(at=at):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="pricing.measure_shelves", queueing_lock="pricing.measure_shelves", lock="pricing.measure_shelves")
def measure_shelves(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Look again at the shelves of which something has changed."""
    close_old_connections()
    actions.measure_shelves()
