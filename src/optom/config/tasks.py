"""What happens by the clock to what all rooms have in common."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from optom.base.jobs import LONG

from . import files


@app.periodic(cron="40 3 * * *")
@app.task(name="config.forget_files", queue=LONG, queueing_lock="config.forget_files", lock="config.forget_files")
def forget_files(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Once a night; what is missed is done the next night."""
    close_old_connections()
    files.forget_files(at=timezone.now())
