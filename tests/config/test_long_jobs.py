"""A job that takes long keeps no short one waiting, takes nobody with it when it dies, and goes on after a restart."""

import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.worker import FETCH_JOB_POLLING_INTERVAL

from optom.base.jobs import LONG, SHORT
from optom.domain.bank.tasks import allocate
from optom.domain.costs.tasks import measure
from optom.domain.suppliers import tasks as suppliers
from optom.domain.suppliers.models import Feed, FeedRun, Supplier
from optom.domain.suppliers.turns import take_turn
from tests.config.test_worker import PATIENCE_SECONDS, address_of, eventually, worker
from tests.databases import TestDatabase

pytestmark = pytest.mark.django_db(transaction=True)
LONG_JOB, SHORT_JOB = measure.name, allocate.name
TABLE = {LONG_JOB: "costs_demand", SHORT_JOB: "bank_waiting"}  # while somebody else has it, the job can't go on


class At:
    """A worker at work."""

    def __init__(self, process: psutil.Process, log: Path) -> None:
        self.process, self.log = process, log

    def long_one(self) -> psutil.Process | None:
        """The process that does its long jobs."""
        return next((one for one in self.process.children() if _command_of(one)[-1:] == ["long"]), None)


def _command_of(process: psutil.Process) -> list[str]:
    """Of one that has died, buried or not, nothing."""
    with suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "worker.log"


@contextmanager
def at_work(database: TestDatabase, log: Path, *, long_jobs: int = 1) -> Iterator[At]:
    """Until it is told to stop."""
    with log.open("a") as output, worker(database.name, output, OPTOM_LONG_JOBS=str(long_jobs)) as process:
        try:
            yield At(psutil.Process(process.pid), log)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) == 0, log.read_text()


@contextmanager
def held_up(database: TestDatabase, *jobs: str) -> Iterator[None]:
    with psycopg.connect(address_of(database.name)) as holder:
        holder.execute(f"lock table {', '.join(TABLE[job] for job in jobs)}")
        yield


def is_held_up(job: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select from pg_locks where relation = %s::regclass and not granted", [TABLE[job]])
        return bool(cursor.fetchall())


def standing(job: str) -> set[str]:
    """How jobs of this kind stand; what is done well is no job any more."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct status::text from procrastinate_jobs where task_name = %s", [job])
        return {state for (state,) in cursor.fetchall()}


def ask_for(job: str) -> None:
    """Unless the clock has asked for it already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.tasks[job].defer(timestamp=0)


def test_a_short_job_is_done_while_a_long_one_runs(test_database: TestDatabase, log: Path) -> None:
    with at_work(test_database, log), held_up(test_database, LONG_JOB):
        ask_for(LONG_JOB)
        assert eventually(lambda: is_held_up(LONG_JOB)), log.read_text()
        ask_for(SHORT_JOB)
        assert eventually(lambda: not standing(SHORT_JOB)), log.read_text()
        assert is_held_up(LONG_JOB)


def test_where_one_process_does_all_it_waits(test_database: TestDatabase, log: Path) -> None:
    """What the other test would see without the processes of their own."""
    with at_work(test_database, log, long_jobs=0), held_up(test_database, LONG_JOB):
        ask_for(LONG_JOB)
        assert eventually(lambda: is_held_up(LONG_JOB)), log.read_text()
        ask_for(SHORT_JOB)
        time.sleep(FETCH_JOB_POLLING_INTERVAL + 1)
        assert standing(SHORT_JOB) == {"todo"}


def test_a_short_job_is_not_held_up_by_another(test_database: TestDatabase, log: Path) -> None:
    """A server of letters that does not answer keeps nobody's money waiting."""
    with at_work(test_database, log), held_up(test_database, SHORT_JOB):
        ask_for(SHORT_JOB)
        assert eventually(lambda: is_held_up(SHORT_JOB)), log.read_text()
        ask_for("orders.warn")
        assert eventually(lambda: not standing("orders.warn")), log.read_text()
        assert is_held_up(SHORT_JOB)


def test_what_was_under_way_when_it_was_stopped_is_put_back_and_done_by_the_next(
    test_database: TestDatabase, log: Path
) -> None:
    ask_for(LONG_JOB)
    ask_for(SHORT_JOB)
    with held_up(test_database, LONG_JOB, SHORT_JOB):
        with at_work(test_database, log):
            assert eventually(lambda: is_held_up(LONG_JOB) and is_held_up(SHORT_JOB)), log.read_text()
        assert standing(LONG_JOB) == {"todo"}, log.read_text()
        assert "todo" in standing(SHORT_JOB)
        assert eventually(lambda: not is_held_up(LONG_JOB) and not is_held_up(SHORT_JOB)), "its statements go with it"
    with at_work(test_database, log):
        assert eventually(lambda: not {"todo", "doing"} & (standing(LONG_JOB) | standing(SHORT_JOB))), log.read_text()
    assert standing(LONG_JOB) == set()


def test_a_stop_over_a_file_is_no_try_at_which_a_worker_has_died(test_database: TestDatabase, log: Path) -> None:
    supplier = Supplier.objects.create(name="Подшипник-Сервис", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="Прайс-лист")
    run = FeedRun.objects.create(feed=feed, name="list.csv", sha256="0" * 64, size=1, received_at=timezone.now())
    suppliers.work_soon([run.pk])
    with transaction.atomic():
        take_turn(supplier.pk)
        with at_work(test_database, log):
            assert eventually(lambda: FeedRun.objects.get().tries == 1), log.read_text()
        assert standing(suppliers.work.name) == {"todo"}, log.read_text()
        assert FeedRun.objects.get().tries == 0, log.read_text()


def test_who_dies_over_a_long_job_takes_nobody_with_him_and_is_begun_anew(
    test_database: TestDatabase, log: Path
) -> None:
    ask_for(LONG_JOB)
    with held_up(test_database, LONG_JOB), at_work(test_database, log) as work:
        assert eventually(lambda: is_held_up(LONG_JOB)), log.read_text()
        dead = work.long_one()
        assert dead is not None
        dead.kill()
        assert eventually(lambda: work.long_one() not in {None, dead}), log.read_text()
        ask_for(SHORT_JOB)
        assert eventually(lambda: not standing(SHORT_JOB)), log.read_text()
    assert "The long-1 process has ended with code -9." in log.read_text()


def test_every_job_is_long_or_short_and_what_excludes_each_other_is_of_one_kind() -> None:
    kinds = defaultdict(set)
    for task in app.tasks.values():
        kinds[task.lock or task.name].add(task.queue)
    assert LONG_JOB in kinds
    ours = {name: queues for name, queues in kinds.items() if not name.startswith(("builtin", "procrastinate."))}
    assert {name: queues for name, queues in ours.items() if queues not in ({LONG}, {SHORT})} == {}
