"""Jobs that were broken off are begun anew, each for itself, and not for ever."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from procrastinate import App
from procrastinate.jobs import Job, Status
from procrastinate.testing import InMemoryConnector

from optom.base import jobs

OURS = 1
Done = TypeVar("Done")


def ended(act: Coroutine[Any, Any, Done]) -> Done:
    """In a thread of its own: in ours the loop of a browser may run."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, act).result()


@pytest.fixture
def queue() -> Iterator[App]:
    with App(connector=InMemoryConnector()).open() as app:
        ended(app.job_manager.register_worker())
        yield app


@pytest.fixture
def begun(queue: App) -> Callable[..., Job]:
    """A job that our worker is at."""

    def begun(task: str, *, queueing_lock: str | None = None, **arguments: int) -> Job:
        asked = queue.configure_task(task, queueing_lock=queueing_lock, allow_unknown=True)
        ended(asked.defer_async(**arguments))
        job = ended(queue.job_manager.fetch_job(None, OURS))
        assert job is not None
        return job

    return begun


def standing(queue: App) -> list[tuple[str, str | None]]:
    return [(job.task_name, job.status) for job in ended(queue.job_manager.list_jobs_async())]


def test_a_job_that_ends_while_others_are_put_back_holds_up_none_of_them(
    queue: App, begun: Callable[..., Job], caplog: pytest.LogCaptureFixture
) -> None:
    over, stopped = begun("over"), begun("stopped")
    ended(queue.job_manager.finish_job(over, Status.SUCCEEDED, delete_job=True))
    ended(jobs.put_back(queue.job_manager, [over, stopped]))
    assert standing(queue) == [("stopped", "todo")]
    assert "could not be put back" in caplog.text


def test_what_waits_already_is_not_put_back_beside_it(queue: App, begun: Callable[..., Job]) -> None:
    stopped = begun("hourly", queueing_lock="hourly")
    ended(queue.configure_task("hourly", queueing_lock="hourly", allow_unknown=True).defer_async())
    ended(jobs.put_back(queue.job_manager, [stopped]))
    assert standing(queue) == [("hourly", "failed"), ("hourly", "todo")]


def test_a_job_that_its_workers_die_of_is_given_up_but_not_one_that_is_stopped(
    queue: App, begun: Callable[..., Job], caplog: pytest.LogCaptureFixture
) -> None:
    deadly, stopped = (begun(name).evolve(attempts=jobs.MOST_ATTEMPTS) for name in ("deadly", "stopped"))
    ended(jobs.take_up(queue.job_manager, [deadly.evolve(attempts=jobs.MOST_ATTEMPTS - 1)]))
    assert standing(queue) == [("deadly", "todo"), ("stopped", "doing")]
    ended(jobs.take_up(queue.job_manager, [deadly]))
    ended(jobs.put_back(queue.job_manager, [stopped]))
    assert standing(queue) == [("deadly", "failed"), ("stopped", "todo")]
    assert "is given up" in caplog.text


def test_who_counts_tries_is_told_of_a_stop_and_a_fault_of_his_keeps_no_job(
    queue: App, begun: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgiven: list[int] = []

    def forgive(run: int) -> None:
        forgiven.append(run)
        raise LookupError

    monkeypatch.setattr(jobs, "_forgiving", {})
    jobs.when_stopped("counted")(forgive)
    lost, stopped = begun("counted", run=7), begun("counted", run=8)
    ended(jobs.take_up(queue.job_manager, [lost]))  # over that one a worker has died
    ended(jobs.put_back(queue.job_manager, [stopped]))
    assert forgiven == [8]
    assert standing(queue) == [("counted", "todo"), ("counted", "todo")]
