"""What the worker is woken for."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from optom.base.jobs import LONG, when_stopped

from . import actions


@app.task(name="replay.work_out", queue=LONG, lock="replay.work_out")
def work_out(replay: int) -> None:
    """One replay after the other is worked out."""
    close_old_connections()
    actions.work_out(replay=replay, at=timezone.now())


@when_stopped(work_out.name)
def leave(replay: int) -> None:
    """One replay, later."""
    close_old_connections()
    actions.forgive_try(replay=replay)
