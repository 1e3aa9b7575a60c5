"""Jobs of the worker: which of them may take long, and how one that was broken off is begun anew."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

SHORT: Final = "default"  # procrastinate's own name of the queue of whoever says nothing
LONG: Final = "long"  # what grows with a supplier's list or with all goods: nobody else's job waits for it
MOST_ATTEMPTS: Final = 10  # far more than a bad night takes: who dies over it still would die for ever
FORGIVING_SECONDS: Final = 1  # what the job that is broken off holds itself is not waited for
_Forgiving = TypeVar("_Forgiving", bound=Callable[..., None])
_log = logging.getLogger(__name__)
_forgiving: dict[str, Callable[..., None]] = {}


def when_stopped(task: str) -> Callable[[_Forgiving], _Forgiving]:
    """Called with the arguments of a job of this task that a stop has broken off: who counts tries takes it back."""

    def keep(forgive: _Forgiving) -> _Forgiving:
        _forgiving[task] = forgive
        return forgive

    return keep


async def put_back(jobs: JobManager, stopped: Iterable[Job]) -> None:
    """Jobs that an orderly stop has broken off are done anew. What can't be is logged and holds up no other."""
    for job in stopped:
        with _logged(job):
            await _forgive(job)
        with _logged(job):
            await _begin_anew(jobs, job)


async def take_up(jobs: JobManager, lost: Iterable[Job]) -> None:
    """Jobs whose workers have died are done anew, but not for ever: in the end it is the job that they die of."""
    for job in lost:
        with _logged(job):
            if job.attempts < MOST_ATTEMPTS:
                await _begin_anew(jobs, job)
            else:
                _log.error(
                    "job %s is given up, begun anew %s times: its worker has died", job.call_string, job.attempts
                )
                await jobs.finish_job(job, Status.FAILED, delete_job=False)


@contextmanager
def _logged(job: Job) -> Iterator[None]:
    try:
        yield
    except Exception:  # noqa: BLE001 -- whatever is wrong with one job must not keep the others
        _log.exception("job %s could not be put back", job.call_string)


async def _forgive(job: Job) -> None:
    if forgive := _forgiving.get(job.task_name):
        async with asyncio.timeout(FORGIVING_SECONDS):
            await asyncio.to_thread(forgive, **job.task_kwargs)


async def _begin_anew(jobs: JobManager, job: Job) -> None:
    """Where the next of its kind waits already, that one does it."""
    if await _is_followed(jobs, job):
        await jobs.finish_job(job, Status.FAILED, delete_job=False)
    else:
        await jobs.retry_job(job)


async def _is_followed(jobs: JobManager, job: Job) -> bool:
    lock = job.queueing_lock
    return lock is not None and bool(await jobs.list_jobs_async(queueing_lock=lock, status="todo"))
