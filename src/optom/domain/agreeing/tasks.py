"""What happens to terms by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from optom.base.jobs import LONG

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="agreeing.apply_due", queueing_lock="agreeing.apply_due", lock="agreeing.apply_due")
def apply_due(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Put into force the proposals whose moment has come, in the order of their moments."""
    close_old_connections()
    while actions.apply_due(at=timezone.now()):
        pass


@app.periodic(cron="20 * * * *")
@app.task(name="agreeing.propose_for_quarter", queue=LONG, queueing_lock="agreeing.quarter", lock="agreeing.quarter")
def propose_for_quarter(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Once a quarter, from its first working day on."""
    close_old_connections()
    actions.propose_for_quarter(at=timezone.now())
