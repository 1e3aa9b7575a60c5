"""Files that nothing names any more go away at night."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="40 3 * * *")
@app.task(name="catalog.forget_files", queueing_lock="catalog.forget_files", lock="catalog.forget_files")
def forget_files(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Once a night; what is missed is done the next night."""
    close_old_connections()
    actions.forget_files(at=timezone.now())
