"""`optom worker JOBS`: what happens by the clock and what follows from announced facts, until told to stop."""

import asyncio
import logging
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import NoReturn

from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.worker import Worker

from optom.base.jobs import LONG, SHORT, put_back
from optom.config.memory import settle
from optom.config.outbox import Outbox
from optom.config.queueing import QueueConnector, notice_who_goes

GRACE_SECONDS = 8  # for jobs under way when we are told to stop; whoever runs us waits a little longer
PUT_BACK_SECONDS = 5  # for what is not done by then; without the database it is taken up as lost
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Lane:
    """Which jobs a process does, and how many at once: each in a thread with a connection of its own."""

    queues: Sequence[str] | None
    at_once: int
    delivers: bool


# Short jobs wait for the database and for servers of others, so threads are enough, and a slow one holds up no other.
_LANES = {
    "short": _Lane([SHORT], at_once=4, delivers=True),
    "long": _Lane([LONG], at_once=1, delivers=False),
    "all": _Lane(None, at_once=1, delivers=True),
}


class Command(BaseCommand):
    help = "Run periodic tasks and deliver announced facts until SIGTERM or Ctrl-C"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jobs", choices=[*_LANES], default="all")

    def handle(self, *_arguments: object, jobs: str, **_options: object) -> None:
        settle()
        notice_who_goes()
        lane = _LANES[jobs]
        with (
            app.replace_connector(QueueConnector()) as working,
            Outbox() if lane.delivers else nullcontext(),
            closing(asyncio.new_event_loop()) as loop,
        ):
            loop.run_until_complete(_work(working, lane))


async def _work(working: App, lane: _Lane) -> None:
    """Until told to stop. What was begun and is not done then is put back, to be done anew."""
    async with working.open_async():
        worker = Worker(
            working,
            lane.queues,
            name="optom",
            concurrency=lane.at_once,
            delete_jobs="successful",
            install_signal_handlers=False,
        )
        running = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
        await _ends_or_is_told_to(running)
        ours = worker.worker_id  # it is none any more when it has ended
        if not await _is_done(running):
            await _leave_undone(working, ours)


async def _ends_or_is_told_to(running: "asyncio.Task[None]") -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _is_done(running: "asyncio.Task[None]") -> bool:
    """Nothing new is begun, and what is under way has its time."""
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=GRACE_SECONDS)
    if done and not running.cancelled():
        running.result()  # what it has failed at, if it has
    return bool(done)


async def _leave_undone(working: App, ours: int | None) -> NoReturn:
    """A thread can't be stopped, so the process ends over it: at once, for whoever is next may begin its job now.

    What it has not committed goes with its connection (`notice_who_goes`).
    """
    try:
        async with asyncio.timeout(PUT_BACK_SECONDS):
            await _put_back_jobs_of(working, ours)
    except Exception:  # noqa: BLE001 -- nobody hears of it after us
        _log.exception("jobs under way could not be put back, they will be taken up as lost")
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


async def _put_back_jobs_of(working: App, ours: int | None) -> None:
    """Nobody's are everybody's: who was told to stop before he began has none."""
    if ours is not None:
        jobs = working.job_manager
        await put_back(jobs, await jobs.list_jobs_async(status="doing", worker_id=ours))
