"""Hang up on who asks for an answer and then takes next to nothing of it.

What a reader has no room for waits in the server, which knows no limit for it: an export or a file that is sent in
pieces keeps a thread and a place among the exports for as long as its reader likes. The kernel knows better. Every few
seconds each web process looks at its own connections: how much is waiting to be sent, how much the other side has taken
since. Who takes less than ``SLOWEST`` over ``PATIENCE`` while something waits for him is hung up on; the thread that
was stuck in sending finds the connection closed, and gives back what it kept.

Only Linux tells (``TCP_INFO``). Elsewhere nobody is hung up on.
"""

import logging
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0  # seconds
SLOWEST = 16 * 1024  # bytes a second: a bad mobile line has twice as much
_EVERY = 5.0  # seconds
_OPEN_FILES = Path("/proc/self/fd")
_QUEUED = 0x5411  # SIOCOUTQ: bytes that the other side has not taken yet
_TAKEN_AT = 120  # where tcp_info has tcpi_bytes_acked, since Linux 4.1
_INFO = _TAKEN_AT + 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Look:
    """How much a reader had taken at a moment from which on something waited for him."""

    at: float
    taken: int


class Watch:
    """The connections that came to one port of this process, and how far their readers were when last judged."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._seen: dict[str, _Look] = {}

    def look(self, now: float) -> int:
        """Hang up on whoever was too slow until ``now`` (seconds of a clock that only goes on); how many they were."""
        seen, self._seen = self._seen, {}
        return sum(self._judge(name, connection, seen.get(name), now) for name, connection in self._connections())

    def _judge(self, name: str, connection: socket.socket, before: _Look | None, now: float) -> bool:
        with connection, suppress(OSError):  # closed meanwhile
            if not _queued(connection):
                return False
            taken = _taken(connection)
            if before and now - before.at >= PATIENCE:
                if taken - before.taken < SLOWEST * (now - before.at):
                    _hang_up(connection)
                    return True
                before = None
            self._seen[name] = before or _Look(now, taken)
        return False

    def _connections(self) -> Iterator[tuple[str, socket.socket]]:
        """Each under the kernel's name for it, which is not given anew while we hold a second handle of it."""
        for link in _OPEN_FILES.iterdir():
            with suppress(OSError):  # gone meanwhile, or no file that could be one
                name = link.readlink().name
                if name.startswith("socket:["):
                    yield from self._ours(name, int(link.name))

    def _ours(self, name: str, handle: int) -> Iterator[tuple[str, socket.socket]]:
        connection = socket.socket(fileno=os.dup(handle))
        is_of_port = (
            connection.family in {socket.AF_INET, socket.AF_INET6} and connection.getsockname()[1] == self._port
        )
        with connection:
            if is_of_port and not connection.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield name, connection


def watch(port: int) -> None:
    """Look again and again, beside the work of this process, where the system tells what readers take."""
    if sys.platform == "linux" and _OPEN_FILES.exists():
        threading.Thread(target=_go_on, args=[Watch(port)], daemon=True, name="slow-readers").start()


def _go_on(watch: Watch) -> None:
    while True:
        time.sleep(_EVERY)
        try:
            watch.look(time.monotonic())
        except OSError:  # too many open files: the next look may find fewer
            _log.exception("the connections could not be looked at")


def _queued(connection: socket.socket) -> int:
    from fcntl import ioctl  # noqa: PLC0415 -- not on Windows

    return int(struct.unpack("i", ioctl(connection.fileno(), _QUEUED, bytes(4)))[0])


def _taken(connection: socket.socket) -> int:
    info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO)
    return int(struct.unpack_from("Q", info, _TAKEN_AT)[0])


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        _log.warning("hung up on %s, who took too little of what he asked for", connection.getpeername()[0])
        connection.shutdown(socket.SHUT_RDWR)
