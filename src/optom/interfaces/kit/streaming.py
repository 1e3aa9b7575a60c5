"""A long answer that is made while it is sent, with the rights and in the language of the request that asked for it.

The middleware has taken the rights away when the first piece is made, and the server may make each piece in another
thread. So every piece takes them anew and gives its connection back: a slow reader holds none of the pool.
"""

import threading
from collections.abc import Iterator

from django.db import connection
from django.utils import translation

from optom.base.refusal import Refusal

from .identity import present_rights

# Each keeps a thread of the web process, which has four unless told otherwise, for as long as its reader takes.
MOST_AT_ONCE = 2
_room = threading.BoundedSemaphore(MOST_AT_ONCE)


class Streamed:
    """The pieces, made one by one. Refuses `streaming.busy` when too many others are on their way already."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rights = present_rights()
        self._language = translation.get_language() or "ru"
        self._is_open = _room.acquire(blocking=False)
        if not self._is_open:
            raise Refusal("streaming.busy", most=MOST_AT_ONCE)

    def __iter__(self) -> "Streamed":
        return self

    def __next__(self) -> bytes:
        try:
            with self._rights.taken(), translation.override(self._language):
                return next(self._pieces)
        except BaseException:  # the last piece too: nobody else waits until the reader has taken it
            self.close()
            raise
        finally:
            if not connection.in_atomic_block:
                connection.close()

    def close(self) -> None:
        """Make room for others; also when the reader has gone before the end."""
        if self._is_open:
            self._is_open = False
            _room.release()

    def __del__(self) -> None:
        if getattr(self, "_is_open", False):
            self.close()
