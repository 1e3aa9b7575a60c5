"""Processes of ours that one of us starts, watches and takes with him when he ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from optom.config.serving import SUPERVISED

STOP_SECONDS = 15
PAUSE_SECONDS = 5  # before one that died is begun anew: what it died of may be the whole machine's
LOOK_SECONDS = 0.3
TAIL_LINES, TAIL_BYTES = 25, 64 * 1024
_ORDERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):  # noqa: N818 -- it is an order, not a mistake
    """Somebody asked us to stop."""


class Died(Exception):  # noqa: N818 -- it says what happened
    """A process that we need has ended by itself."""


class Child:
    """One of our processes, its log, and the pipe whose end tells it that we are gone.

    It is a command of the program. Without a log it says what it says where we do.
    """

    def __init__(self, name: str, *command: str, log: Path | None = None, is_needed: bool = True) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._is_needed = is_needed
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_at: float | None = None

    def begin(self) -> None:
        """Its log begins with it."""
        if self._log is not None:
            self._log.write_text("")
        self._process = self._begun()

    def see(self) -> None:
        """When it has ended by itself: one that is needed ends us (`Died`), another is begun anew after a pause."""
        if self._process is None or (code := self._process.poll()) is None:
            return
        if self._is_needed:
            raise Died(self._obituary(code))
        if self._ended_at is None:
            say(self._obituary(code))
            self._ended_at = time.monotonic()
        elif time.monotonic() - self._ended_at > PAUSE_SECONDS:
            _bury(self._process)
            self._process, self._ended_at = self._begun(), None

    def tell_to_stop(self) -> None:
        """Ask it to end."""
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """Insist, after a while, that it ends."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        _bury(self._process)

    def _begun(self) -> "subprocess.Popen[bytes]":
        with contextlib.ExitStack() as stack:
            output = None if self._log is None else stack.enter_context(self._log.open("a"))
            return subprocess.Popen(
                [sys.executable, "-m", "optom.config.cli", *self._command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches only us: we stop them in order
                env=os.environ | {SUPERVISED: "1"},
            )

    def _obituary(self, code: int) -> str:
        """What it ended with, and its last words."""
        ended = f"The {self.name} process has ended with code {code}."
        if self._log is None:
            return ended
        return f"{ended} Its last words ({self._log}):\n{_tail(self._log)}"


def _tail(log: Path) -> str:
    """Of a log that grows as long as we run."""
    with log.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(lines[-TAIL_LINES:])


def _bury(process: "subprocess.Popen[bytes]") -> None:
    """None of its own children survives it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


@contextlib.contextmanager
def kept(children: Sequence[Child]) -> Iterator[None]:
    """They run meanwhile. Afterwards all of them are told to stop at once, and none survives."""
    try:
        for child in children:
            child.begin()
        yield
    finally:
        for child in children:
            child.tell_to_stop()
        for child in children:
            child.stop()


def watch(children: Sequence[Child]) -> None:
    """For ever, until we are stopped or one that is needed has died."""
    while True:
        see(children)
        time.sleep(LOOK_SECONDS)


def see(children: Sequence[Child]) -> None:
    """Look once at each."""
    for child in children:
        child.see()


def until_stopped(act: Callable[[], None]) -> int:
    """Answers 0 when somebody has asked us to stop, 1 when it has ended by itself."""
    for number in _ORDERS:
        signal.signal(number, _stop)
    try:
        act()
    except Stopped:
        say("\nStopped.")
        return 0
    except Died as reason:
        say(str(reason))
    return 1


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in _ORDERS:
        signal.signal(number, signal.SIG_IGN)  # we are stopping already
    raise Stopped


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, flush=True)
