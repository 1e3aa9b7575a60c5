"""What happens by the clock to the outbox, and to jobs whose worker has died."""

from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from optom.base.jobs import LONG, take_up

from . import actions

LOST_SECONDS = 60  # a worker says six times in this that it lives
KEPT_DAYS = 7  # long enough to see what was heard, and by whom, when something went wrong


@app.periodic(cron="23 4 * * *")
@app.task(name="journal.forget_delivered", queue=LONG, queueing_lock="journal.forget_delivered")
def forget_delivered(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Keep the outbox small."""
    close_old_connections()
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    while actions.forget_delivered(before=before):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="journal.take_up_lost", queueing_lock="journal.take_up_lost", pass_context=True)
async def take_up_lost(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 -- as above
    """What a worker was at when it died is done anew: its lock would keep all of its kind waiting for ever.

    Whatever is done so is done at least once anyway.
    """
    jobs = context.app.job_manager
    await take_up(jobs, await jobs.get_stalled_jobs(seconds_since_heartbeat=LOST_SECONDS))
