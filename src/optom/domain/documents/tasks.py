"""Papers that nobody has opened yet are drawn by the clock."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="documents.draw_waiting", queueing_lock="documents.draw_waiting", lock="documents.draw_waiting")
def draw_waiting(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Draw until nothing waits, each paper once: one that can't be drawn is tried again the next minute."""
    close_old_connections()
    after: int | None = 0
    while after is not None:
        after = actions.draw_waiting(after=after)
