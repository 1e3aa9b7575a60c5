"""The program as a visitor meets it: a web process of its own, connected as the role that row-level security binds."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit, urlunsplit

from optom.config.serving import SUPERVISED, Address

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LiveServer:
    """A running web process."""

    url: str
    log: Path

    def work(self) -> None:
        """Deliver announced facts and do the jobs that are due, as the worker would.

        In a thread: playwright's loop runs in ours.
        """
        failures: list[BaseException] = []
        thread = threading.Thread(target=_work, args=[failures])
        thread.start()
        thread.join()
        if failures:
            raise failures[0]


@contextmanager
def serving(database: str, *, log: Path) -> Iterator[LiveServer]:
    """Serve the database of that name on the session's server until the block ends."""
    where = Address(host="127.0.0.1", port=_free_port())
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "optom.config.cli", "web"],
            env=_environment(database, where),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, where, log)
        yield LiveServer(url=where.url, log=log)
    finally:
        process.terminate()
        process.communicate()


def _environment(database: str, where: Address) -> dict[str, str]:
    """Files and the key are those of the tests: a worker of xdist may have read its settings before it had its home."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by now

    owner = urlsplit(os.environ["OPTOM_DATABASE_URL"])._replace(path=f"/{database}")
    return os.environ | {
        "OPTOM_DATABASE_URL": urlunsplit(owner),
        "OPTOM_FILES": str(settings.OPTOM_FILES),
        "OPTOM_SECRET_KEY": settings.SECRET_KEY,
        "OPTOM_PORT": str(where.port),
        "OPTOM_HOST": where.host,
        "OPTOM_WORKERS": "1",
        "OPTOM_THREADS": "4",
        SUPERVISED: "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], where: Address, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not where.answers():
        if time.monotonic() > until or process.poll() is not None:
            raise AssertionError(f"The web process does not answer. Its log:\n{log.read_text()}")
        time.sleep(0.1)


def _work(failures: list[BaseException]) -> None:
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now
    from django.utils import timezone  # noqa: PLC0415
    from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415
    from procrastinate.contrib.django import app  # noqa: PLC0415

    from optom.domain.journal import actions as journal  # noqa: PLC0415

    try:
        autodiscover_modules("handlers")
        while journal.deliver(at=timezone.now()):
            pass
        with app.replace_connector(cast("DjangoConnector", app.connector).get_worker_connector()) as worker:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    except BaseException as failure:  # noqa: BLE001 -- carried over to the test's thread
        failures.append(failure)
    finally:
        connections.close_all()
