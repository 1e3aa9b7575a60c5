"""What happens to the outbox by the clock."""

from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions

KEPT_DAYS = 7  # long enough to see what was heard, and by whom, when something went wrong


@app.periodic(cron="23 4 * * *")
@app.task(name="journal.forget_delivered", queueing_lock="journal.forget_delivered")
def forget_delivered(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Keep the outbox small."""
    close_old_connections()
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    while actions.forget_delivered(before=before):
        pass
