"""UPDs that wait for a requisite are tried again by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="billing.issue_waiting", queueing_lock="billing.issue_waiting", lock="billing.issue_waiting")
def issue_waiting(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Each once: what still lacks something waits for the next round."""
    close_old_connections()
    after: int | None = 0
    while after is not None:
        after = actions.issue_waiting(at=timezone.now(), after=after)
