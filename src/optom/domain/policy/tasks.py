"""What happens to the policy of prices by the clock."""

from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.base.business_day import business_day
from optom.base.jobs import LONG, when_stopped

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="policy.publish_due", queueing_lock="policy.publish_due", lock="policy.publish_due")
def publish_due(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Put into force the publications whose moment has come, in the order of their moments."""
    close_old_connections()
    while actions.publish_due(at=timezone.now()):
        pass


@app.periodic(cron="5 * * * *")
@app.task(name="policy.begin_day", queueing_lock="policy.begin_day", lock="policy.begin_day")
def begin_day(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """In the first hour of a business day: rules begin and end, and what has to do with days is worked out anew."""
    close_old_connections()
    at = timezone.now()
    if business_day(at - timedelta(hours=1)) < business_day(at):
        actions.follow_inputs(products=None, at=at)


@app.task(name="policy.follow_costs", queue=LONG, lock="policy.follow_costs")
def follow_costs(since: str) -> None:
    """Prices of what was told anew since a moment follow."""
    close_old_connections()
    actions.follow_costs(since=datetime.fromisoformat(since), at=timezone.now())


def waits_since(moment: datetime) -> bool:
    """Whether prices of what was told since then will follow by a job that has not begun yet."""
    jobs = ProcrastinateJob.objects.filter(task_name=follow_costs.name, status="todo")
    return any(datetime.fromisoformat(args["since"]) <= moment for args in jobs.values_list("args", flat=True))


@app.task(name="policy.follow_rates", queue=LONG, lock="policy.follow_costs")
def follow_rates(currencies: list[str]) -> None:
    """Prices follow rates of currencies that the policy names."""
    close_old_connections()
    actions.follow_rates(currencies=currencies, at=timezone.now())


@app.task(name="policy.count_costs", queue=LONG, lock="policy.count_costs")
def count_costs() -> None:
    """Another policy says what goods cost: it is counted anew, of all of them."""
    close_old_connections()
    actions.count_costs(products=None, at=timezone.now())


@app.task(name="policy.work_out", queue=LONG, lock="policy.work_out")
def work_out(publication: int) -> None:
    """One publication after the other is worked out."""
    close_old_connections()
    actions.work_out(publication=publication, at=timezone.now())


@when_stopped(work_out.name)
def leave(publication: int) -> None:
    """One publication, later."""
    close_old_connections()
    actions.forgive_try(publication=publication)


@app.periodic(cron="* * * * *")
@app.task(name="policy.take_up", queueing_lock="policy.take_up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 -- as above
    """Publications at which no job works, and for which none waits, are worked out after all."""
    close_old_connections()
    jobs = ProcrastinateJob.objects.filter(task_name=work_out.name, status__in=["todo", "doing"])
    at_work = [args["publication"] for args in jobs.values_list("args", flat=True)]
    for publication in actions.left(at_work=at_work):
        work_out.configure().defer(publication=publication)
