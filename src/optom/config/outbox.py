"""The worker's ear: looks for what transactions have announced and hands it to the handlers."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg import Error

from optom.domain.journal import actions as journal

_log = logging.getLogger(__name__)
LOOK_SECONDS = 0.25  # an empty look costs 0.1 ms of the database; to be woken would cost every commit (ADR 0011)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class Outbox:
    """A thread that delivers announced facts until it is stopped. Survives a restart of the database."""

    def __init__(self, clock: Callable[[], datetime] = timezone.now) -> None:
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        pause = LOOK_SECONDS
        while not self._stopped.wait(pause):
            try:
                self._drain()
                pause = LOOK_SECONDS
            except (DatabaseError, Error):
                pause = min(max(2 * pause, FIRST_PAUSE), LONGEST_PAUSE)
                _log.exception("the outbox has lost its database, trying again in %s s", pause)
                connection.close()
        connection.close()

    def _drain(self) -> None:
        while journal.deliver(at=self._clock()) and not self._stopped.is_set():
            pass
