"""What the worker works out survives it: it is taken up again where it was left, and says so when it can't be done."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app

from optom.domain.journal import tasks as journal
from optom.domain.policy import actions, margins, proposals, queries, tasks, working
from optom.domain.policy.document import Policy, Rule
from optom.domain.policy.models import ProposedPrice, Publication, Total
from tests.trade import Firm

pytestmark = pytest.mark.django_db
POLICY = Policy(rules=(Rule("wholesale", "100"),))
LATER = timedelta(minutes=3)


class Died(BaseException):
    """The worker was killed: nothing of ours hears of it."""


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)  # the test's transaction lives on it


@pytest.fixture
def asked(firm: Firm, at: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)
    firm.product("6204", price=90)
    return actions.ask(policy=POLICY, actor=firm.person("boss", "director"), at=at)


def now(asked: int) -> queries.PublicationRow:
    found = queries.publication(asked)
    assert found is not None
    return found


def jobs(task: str) -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select status::text, args::text from procrastinate_jobs where task_name = %s order by id", [task]
        )
        return [(status, json.loads(args)) for status, args in cursor.fetchall()]


def left_by_a_dead_worker(task: str, args: str, *, lock: str, queueing_lock: str | None = None) -> None:
    """A job that is being done, with a worker of whom nobody has heard for an hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with w as ("
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour') returning id) "
            "insert into procrastinate_jobs (queue_name, task_name, args, lock, queueing_lock, status, worker_id) "
            "select 'default', %s, %s::jsonb, %s, %s, 'doing', id from w",
            [task, args, lock, queueing_lock],
        )


def take_up_lost() -> None:
    """In a thread of its own, as the worker does: stories leave a loop of the browser's in this one."""

    async def taken_up() -> None:
        await journal.take_up_lost.func(cast("Any", SimpleNamespace(app=app)), timestamp=0)
        await sync_to_async(connections.close_all)()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, taken_up()).result()


def test_who_waits_sees_how_far_it_is_and_a_dead_worker_is_followed_by_another(
    asked: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (now(asked).state, now(asked).begun_at, now(asked).priced_at) == ("working", None, None)

    def dies(*_: Any, **__: Any) -> None:
        raise Died

    with monkeypatch.context() as broken:
        broken.setattr(margins, "count", dies)
        with pytest.raises(Died):
            actions.work_out(publication=asked, at=at)
    assert (now(asked).state, now(asked).begun_at, now(asked).priced_at) == ("working", at, at)
    assert not Total.objects.filter(publication=asked).exists(), "what was not counted to its end was not counted"

    before = set(ProposedPrice.objects.filter(publication=asked).values_list("pk", flat=True))
    actions.work_out(publication=asked, at=at + LATER)
    assert set(ProposedPrice.objects.filter(publication=asked).values_list("pk", flat=True)) == before, "kept"
    assert (now(asked).state, now(asked).prices, now(asked).tries) == ("waiting", 1, 2)


def test_what_no_job_works_at_is_taken_up_and_given_up_after_three_times(asked: int, at: datetime) -> None:
    tasks.take_up.func(timestamp=0)
    assert jobs("policy.work_out") == [("todo", {"publication": asked})]
    tasks.take_up.func(timestamp=0)
    assert len(jobs("policy.work_out")) == 1, "one is enough"
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    Publication.objects.filter(pk=asked).update(tries=working.MOST_TRIES)  # each time the worker was killed over it
    tasks.take_up.func(timestamp=0)
    assert (now(asked).state, now(asked).failure) == ("failed", "lost")
    assert jobs("policy.work_out") == []


def test_a_job_that_is_put_back_each_time_its_worker_dies_comes_to_an_end(
    asked: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise Died

    monkeypatch.setattr(margins, "count", dies)
    for _ in range(working.MOST_TRIES):
        with pytest.raises(Died):
            actions.work_out(publication=asked, at=at)
    assert now(asked).state == "working"
    actions.work_out(publication=asked, at=at)
    assert (now(asked).state, now(asked).failure) == ("failed", "lost")


def test_a_worker_that_is_stopped_over_it_takes_no_try_from_it(
    asked: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_stopped(*_: Any, **__: Any) -> None:
        raise Died

    monkeypatch.setattr(margins, "count", is_stopped)
    for _ in range(working.MOST_TRIES + 1):
        with pytest.raises(Died):
            actions.work_out(publication=asked, at=at)
        tasks.leave(publication=asked)
    assert (now(asked).state, now(asked).tries) == ("working", 0)


@pytest.mark.django_db(transaction=True)
def test_jobs_of_a_dead_worker_are_done_anew_or_left_to_the_next_of_their_kind(asked: int) -> None:
    left_by_a_dead_worker("policy.work_out", f'{{"publication": {asked}}}', lock="policy.work_out")
    clock = "policy.publish_due"
    left_by_a_dead_worker(clock, "{}", lock=clock, queueing_lock=clock)
    tasks.publish_due.configure().defer(timestamp=0)
    take_up_lost()
    assert jobs("policy.work_out") == [("todo", {"publication": asked})]
    assert [status for status, _args in jobs(clock)] == ["failed", "todo"], "its lock is free for the next minute"
