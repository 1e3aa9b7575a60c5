"""By the clock UPDs that wait for a requisite are tried again, advances get their VAT invoices and are compared."""

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


@app.periodic(cron="*/5 * * * *")
@app.task(name="billing.issue_advances", queueing_lock="billing.issue_advances", lock="billing.issue_advances")
def issue_advances(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Advances that have fallen due get their VAT invoices."""
    close_old_connections()
    actions.issue_advances(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="billing.let_go", queueing_lock="billing.let_go", lock="billing.let_go")
def let_go(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Money that was kept for goods which were cancelled since settles what is owed."""
    close_old_connections()
    actions.let_go(at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="billing.offset_advances", queueing_lock="billing.offset_advances", lock="billing.offset_advances")
def offset_advances(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """What neither a dispatch nor a payment taken back has told is written, too."""
    close_old_connections()
    actions.offset_advances(at=timezone.now())
