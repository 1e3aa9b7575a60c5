"""Letters go out by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import paper_letters


@app.periodic(cron="* * * * *")
@app.task(name="portal.send_paper_letters", queueing_lock="portal.send_paper_letters", lock="portal.send_paper_letters")
def send_paper_letters(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Write to those who want to be told of new papers."""
    close_old_connections()
    paper_letters.send_due(at=timezone.now())
