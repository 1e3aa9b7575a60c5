"""The worker as a process: it hears what is announced, does what is due, and stops when told."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.config.outbox import Outbox
from optom.config.queueing import QueueConnector
from optom.domain.documents import actions as documents
from optom.domain.journal import actions as journal
from optom.domain.journal import events
from optom.domain.journal.models import Event
from optom.domain.orders import tasks
from tests.databases import TestDatabase

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 120


def eventually(question: Callable[[], bool]) -> bool:
    """Whether the answer becomes yes before patience ends."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return False


def announce(name: str = "goods.left") -> None:
    journal.record(act="goods.leave", actor=None, at=timezone.now(), announce=[(name, {"shipment": 7})])


HEARD: list[object] = []


def hears(facts: events.Facts, /, *, at: datetime) -> None:
    HEARD.append(facts["shipment"])


@pytest.fixture
def _listening() -> Iterator[None]:
    HEARD.clear()
    events.on("goods.left")(hears)
    yield
    events.forget(hears)


@pytest.mark.usefixtures("_listening")
def test_what_was_announced_before_and_after_the_worker_came_is_heard() -> None:
    announce()
    with Outbox():
        assert eventually(lambda: HEARD == [7])
        announce()
        assert eventually(lambda: HEARD == [7, 7])


@pytest.mark.usefixtures("_listening")
def test_the_worker_survives_the_loss_of_its_connection() -> None:
    with connection.cursor() as cursor:
        others = _connections(cursor)
        with Outbox():
            announce()
            assert eventually(lambda: not Event.objects.filter(delivered_at=None).exists())
            assert HEARD == [7]
            cursor.execute("select pg_terminate_backend(unnest(%s::int[]))", [list(_connections(cursor) - others)])
            announce()
            assert eventually(lambda: HEARD == [7, 7])


@pytest.mark.usefixtures("_fails_after_asking")
@pytest.mark.parametrize(("connector", "asked"), [(QueueConnector, 0), (DjangoConnector().get_worker_connector, 1)])
def test_what_a_handler_asks_for_is_asked_within_its_transaction(connector: Callable[[], Any], asked: int) -> None:
    """The connector that comes with procrastinate asks beside it: then a job is begun for what never was."""
    announce()
    with app.replace_connector(connector()) as working:
        asyncio.run(_delivered(working))
    assert ProcrastinateJob.objects.filter(task_name=tasks.warn.name).count() == asked


@pytest.fixture
def _fails_after_asking() -> Iterator[None]:
    def asks(facts: events.Facts, /, *, at: datetime) -> None:
        del facts, at
        tasks.warn.configure().defer(timestamp=0)
        raise LookupError

    events.on("goods.left")(asks)
    yield
    events.forget(asks)


async def _delivered(working: App) -> None:
    async with working.open_async():
        await asyncio.to_thread(_deliver)


def _deliver() -> None:
    journal.deliver(at=timezone.now())
    connection.close()  # this thread's own


def _connections(cursor: CursorWrapper) -> set[int]:
    """All of this database: the program that the stories walk through may be among them."""
    cursor.execute("select pid from pg_stat_activity where datname = current_database()")
    return {pid for (pid,) in cursor.fetchall()}


def test_the_process_delivers_and_stops_when_told(test_database: TestDatabase, tmp_path: Path) -> None:
    Event.objects.create(at=timezone.now(), name="nobody.listens.any.more")
    with (tmp_path / "worker.log").open("w") as log, worker(test_database.name, log) as process:
        delivered = eventually(lambda: Event.objects.filter(delivered_at__isnull=False).exists())
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE_SECONDS)

    assert delivered, (tmp_path / "worker.log").read_text()
    assert code == 0, (tmp_path / "worker.log").read_text()


def address_of(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["OPTOM_DATABASE_URL"])._replace(path=f"/{database}"))


def worker(database: str, log: IO[str], **settings: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "optom.config.cli", "worker"],
        env=os.environ | {"OPTOM_DATABASE_URL": address_of(database)} | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def test_reserves_run_out_every_minute() -> None:
    [expiry] = [task for task in app.periodic_registry.periodic_tasks.values() if task.task.name == "orders.expire"]

    assert expiry.cron == "* * * * *"
    tasks.expire(timestamp=int((timezone.now() - timedelta(minutes=1)).timestamp()))


def test_the_check_names_what_is_broken_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_books")
    assert "credit: agree" in capsys.readouterr().out
    with transaction.atomic():
        documents.next_number(owner=1, kind="invoice", year=2026)

    with pytest.raises(SystemExit):
        call_command("check_books")

    assert "numbers without gaps: invoice 2026 of 1: expected 1, found 0" in capsys.readouterr().err


def test_goods_that_come_free_go_to_who_waits_without_a_fault(test_database: TestDatabase, tmp_path: Path) -> None:
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- its types are made by the extension at import
    from optom.domain.orders.models import Line  # noqa: PLC0415 -- its types are made by the extension at import
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415
    from tests.trade import dec, found_firm  # noqa: PLC0415 -- its types are made by the extension at import

    at = timezone.now()
    firm = found_firm(at - timedelta(days=30))
    alice, bob = firm.person("alice"), firm.person("bob")
    hers, his = firm.client("Механик", "7700000009", alice), firm.client("Боб", "7700000016", bob)
    last = [OrderLine(firm.product("6204", price=1, on_hand=5), dec(5))]
    orders.place(contract=hers, lines=last, key="a", actor=alice, at=at)
    orders.place(contract=his, lines=last, key="b", actor=bob, at=at)
    held, waits = Line.objects.order_by("id").values_list("id", flat=True)
    with (tmp_path / "worker.log").open("w") as log, worker(test_database.name, log) as process:
        orders.release(contract=hers, quantities={held: dec(3)}, actor=alice, at=timezone.now())
        served = eventually(lambda: Line.objects.get(pk=waits).reserved == dec(3))
        heard = eventually(lambda: Event.objects.filter(delivered_at__isnull=False, attempts=0).exists())
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)

    assert served, (tmp_path / "worker.log").read_text()
    assert heard, (tmp_path / "worker.log").read_text()
