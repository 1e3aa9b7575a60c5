"""Files that have come by themselves: to a folder that is watched, or from suppliers."""

from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.base.jobs import when_stopped
from optom.domain.suppliers import actions as suppliers

from . import answers
from .statement_files import take_folder


@app.periodic(cron="* * * * *")
@app.task(name="exchange.take_statements", queueing_lock="exchange.take_statements", lock="exchange.take_statements")
def take_statements(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Take the statements that lie in ``OPTOM_STATEMENTS``, where that names a folder."""
    if settings.OPTOM_STATEMENTS:
        close_old_connections()
        take_folder(Path(settings.OPTOM_STATEMENTS), at=timezone.now())


@app.task(name="exchange.take_answer")
def take_answer(run: int) -> None:
    """One file of a supplier, as his word of an order."""
    close_old_connections()
    answers.take(run=run, at=timezone.now())


@when_stopped(take_answer.name)
def leave(run: int) -> None:
    """One file, later."""
    close_old_connections()
    suppliers.forgive_try(run=run)


@app.periodic(cron="* * * * *")
@app.task(name="exchange.take_up_answers", queueing_lock="exchange.take_up_answers")
def take_up_answers(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Files at which no job works, and for which none waits, are read after all."""
    close_old_connections()
    jobs = ProcrastinateJob.objects.filter(task_name=take_answer.name, status__in=["todo", "doing"])
    at_work = [args["run"] for args in jobs.values_list("args", flat=True)]
    for run in suppliers.answers_left(at_work=at_work, at=timezone.now()):
        take_answer.configure().defer(run=run)
