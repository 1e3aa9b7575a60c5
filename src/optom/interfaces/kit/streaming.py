"""A long answer that is made while it is sent, with the rights and in the language of the request that asked for it.

The middleware has taken the rights away when the first piece is made. So every piece takes them anew, and nobody has
them between two pieces. A connection on which nothing is open is given back: a slow reader of papers holds none.
"""

import threading
from collections.abc import Generator

from django.db import connection
from django.utils import translation
from psycopg.pq import PipelineStatus

from optom.base.refusal import Refusal

from .identity import present_rights

# Each keeps a thread of the web process, which has four unless told otherwise, for as long as its reader takes.
MOST_AT_ONCE = 2
PATIENCE = 3.0  # seconds in which one of them is likely to end: most are the export of a sheet
_room = threading.BoundedSemaphore(MOST_AT_ONCE)


class Streamed:
    """The pieces, made one by one. Refuses `streaming.busy` when too many others stay on their way."""

    def __init__(self, pieces: Generator[bytes, None, None], *, patience: float = PATIENCE) -> None:
        self._pieces = pieces
        self._rights = present_rights()
        self._language = translation.get_language() or "ru"
        self._is_open = _room.acquire(timeout=patience)
        if not self._is_open:
            raise Refusal("streaming.busy", most=MOST_AT_ONCE)

    def __iter__(self) -> "Streamed":
        return self

    def __next__(self) -> bytes:
        try:
            with self._rights.taken(), translation.override(self._language):
                return next(self._pieces)
        except BaseException:  # the last piece too: nobody else waits until the reader has taken it
            self._leave()
            raise
        finally:
            _give_back()

    def close(self) -> None:
        """Stop the making where the reader has gone before the end, and make room for others."""
        try:
            with self._rights.taken(), translation.override(self._language):
                self._pieces.close()
        finally:
            self._leave()
            _give_back()

    def _leave(self) -> None:
        if self._is_open:
            self._is_open = False
            _room.release()

    def __del__(self) -> None:
        if getattr(self, "_is_open", False):
            self._leave()


def _give_back() -> None:
    raw = connection.connection
    is_piped = raw is not None and raw.pgconn.pipeline_status != PipelineStatus.OFF
    if not (connection.in_atomic_block or is_piped):
        connection.close()
