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


class Room:
    """So many at once in this process; who finds it full waits ``patience`` seconds for one of them to end."""

    def __init__(self, most: int, patience: float) -> None:
        self.most = most
        self.patience = patience
        self._free = threading.BoundedSemaphore(most)

    def enter(self) -> None:
        """Refuses `streaming.busy`."""
        if not self._free.acquire(timeout=self.patience):
            raise Refusal("streaming.busy", most=self.most)

    def leave(self) -> None:
        """Once for each who has entered."""
        self._free.release()


# Each keeps a thread of the web process, which has four unless told otherwise, for as long as its reader takes; who
# takes next to nothing is hung up on (config.slow_readers). A zip takes minutes, a sheet seconds: who waits for his
# sheet does not wait for other people's zips.
SHEETS = Room(2, patience=3)
ZIPS = Room(1, patience=1)


class Streamed:
    """The pieces, made one by one. Refuses `streaming.busy` when too many others stay on their way."""

    _is_open = False

    def __init__(self, pieces: Generator[bytes, None, None], room: Room) -> None:
        self._pieces = pieces
        self._rights = present_rights()
        self._language = translation.get_language() or "ru"
        self._room = room
        room.enter()
        self._is_open = True

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
            self._room.leave()

    def __del__(self) -> None:
        self._leave()


def _give_back() -> None:
    raw = connection.connection
    is_piped = raw is not None and raw.pgconn.pipeline_status != PipelineStatus.OFF
    if not (connection.in_atomic_block or is_piped):
        connection.close()
