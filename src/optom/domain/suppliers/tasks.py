"""What happens to feeds by the clock and by the worker."""

from collections.abc import Collection
from contextlib import suppress

from django.db import close_old_connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from optom.base.jobs import LONG, when_stopped

from . import collecting, creating, quoting, running, seeking


@app.task(name="suppliers.work", queue=LONG)
def work(run: int) -> None:
    """One file."""
    close_old_connections()
    running.work(run=run, at=timezone.now())


@when_stopped(work.name)
def leave(run: int) -> None:
    """One file, later."""
    close_old_connections()
    running.forgive_try(run=run)


def work_soon(runs: Collection[int]) -> None:
    """Each by a job of its own; those of one supplier follow each other as they came, and hold up no other's."""
    for run, supplier in running.with_suppliers(runs):
        work.configure(lock=f"suppliers.work:{supplier}").defer(run=run)


@app.periodic(cron="* * * * *")
@app.task(name="suppliers.look", queueing_lock="suppliers.look")
def look(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Feeds whose time has come are collected, each by a job of its own: one slow server holds up nobody else."""
    close_old_connections()
    for feed in collecting.due(at=timezone.now()):
        collect_soon(feed)


@app.task(name="suppliers.collect", queue=LONG)
def collect(feed: int) -> None:
    """What is new at one source."""
    close_old_connections()
    collecting.collect(feed=feed, at=timezone.now())


def collect_soon(feed: int) -> None:
    """Unless it is being collected, or will be anyway."""
    lock = f"suppliers.collect:{feed}"
    with suppress(AlreadyEnqueued), transaction.atomic():  # the caller's own is not broken by that
        collect.configure(queueing_lock=lock, lock=lock).defer(feed=feed)


@app.task(name="suppliers.seek", queue=LONG, queueing_lock="suppliers.seek", lock="suppliers.seek")
def seek() -> None:
    """All offers that have not been sought, some at a time; then what is like nothing that we have."""
    close_old_connections()
    while seeking.seek(at=timezone.now()):
        pass
    while creating.decide_new(at=timezone.now()):
        pass


def seek_soon() -> None:
    """Unless it waits to be done anyway."""
    with suppress(AlreadyEnqueued), transaction.atomic():  # as above
        seek.configure().defer()


@app.periodic(cron="* * * * *")
@app.task(name="suppliers.take_up", queueing_lock="suppliers.take_up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Files at which no job works, and for which none waits, are run after all."""
    close_old_connections()
    jobs = ProcrastinateJob.objects.filter(task_name=work.name, status__in=["todo", "doing"])
    at_work = [args["run"] for args in jobs.values_list("args", flat=True)]
    work_soon(running.left(at_work=at_work, at=timezone.now()))


@app.periodic(cron="5 * * * *")
@app.task(name="suppliers.expire_quoted", queueing_lock="suppliers.expire_quoted")
def expire_quoted(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Offers that were given until yesterday count no more."""
    close_old_connections()
    quoting.expire_quoted(at=timezone.now())
