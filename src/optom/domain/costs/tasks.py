"""What happens to costs by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from optom.base.jobs import LONG

from . import actions


@app.periodic(cron="50 3 * * *")
@app.task(name="costs.measure", queue=LONG, queueing_lock="costs.measure", lock="costs.measure")
def measure(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Once a night: how goods sell, what the market asks; what is missed is done the next night."""
    close_old_connections()
    actions.measure(at=timezone.now())
