"""The worker's ear: wakes when a transaction has announced something and hands it to the handlers."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg import Error

from optom.domain.journal import actions as journal

_log = logging.getLogger(__name__)
CHANNEL = "optom_outbox"
LISTEN_SECONDS = 1.0  # also how often postponed facts are looked for, and how soon a stop is noticed
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
        pause = FIRST_PAUSE
        while not self._stopped.is_set():
            try:
                self._listen()
                pause = FIRST_PAUSE
            except (DatabaseError, Error):
                _log.exception("the outbox has lost its database, trying again in %s s", pause)
                self._stopped.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            finally:
                connection.close()

    def _listen(self) -> None:
        """Listen first, then look: what is announced in between wakes us."""
        connection.ensure_connection()
        raw: Any = connection.connection
        raw.execute(f"listen {CHANNEL}")
        while not self._stopped.is_set():
            self._drain()
            for _ in raw.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                pass

    def _drain(self) -> None:
        while journal.deliver(at=self._clock()) and not self._stopped.is_set():
            pass
