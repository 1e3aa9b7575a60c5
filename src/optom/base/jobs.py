"""Jobs of the worker: which of them may take long, and how one that was broken off is put back."""

from typing import Final

from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

SHORT: Final = "default"  # procrastinate's own name of the queue of whoever says nothing
LONG: Final = "long"  # what grows with a supplier's list or with all goods: nobody else's job waits for it


async def put_back(jobs: JobManager, job: Job) -> None:
    """A job that nobody works at any more is done anew; where the next of its kind waits already, that one does it."""
    if await _is_followed(job):
        await jobs.finish_job(job, Status.FAILED, delete_job=False)
    else:
        await jobs.retry_job(job)


async def _is_followed(job: Job) -> bool:
    waiting = ProcrastinateJob.objects.filter(queueing_lock=job.queueing_lock, status="todo")
    return job.queueing_lock is not None and await waiting.aexists()
