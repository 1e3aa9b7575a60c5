"""What happens to orders by the clock."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="orders.expire", queueing_lock="orders.expire", lock="orders.expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Give back goods whose time is over, until nothing is left to give back."""
    close_old_connections()
    at = timezone.now()
    actions.see_whole(at=at)
    while actions.expire(at=at):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="orders.serve_waiting", queueing_lock="orders.serve_waiting", lock="orders.serve_waiting")
def serve_waiting(timestamp: int) -> None:  # noqa: ARG001 -- see above
    """Hold what is free for those who wait, until nobody gets anything, whatever has brought the goods."""
    close_old_connections()
    at = timezone.now()
    while actions.serve_waiting(at=at):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.warn", queueing_lock="orders.warn", lock="orders.warn")
def warn(timestamp: int) -> None:  # noqa: ARG001 -- see above
    """Tell people a working day before their reserves run out."""
    close_old_connections()
    actions.warn(at=timezone.now())
