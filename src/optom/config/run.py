"""`optom run`: the whole program from one command, and all of it gone with Ctrl-C."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

from optom.config.postgres import joined_dsn, project_home
from optom.config.serving import SUPERVISED, Address, address, web_dsn

READY_SECONDS = 60
STOP_SECONDS = 15
TAIL_LINES = 25


class Stopped(Exception):  # noqa: N818 -- it is an order, not a mistake
    """Somebody asked us to stop."""


class Died(Exception):  # noqa: N818 -- it says what happened
    """A process that we need has ended by itself."""


def run() -> int:
    """Serve until Ctrl-C. Answers 0 then, 1 when something kept us from serving or ended by itself."""
    where = address()
    if reason := why_taken(where):
        say(reason)
        return 1
    _listen_to_signals()
    started = time.monotonic()
    try:
        return _serve(where, started)
    except Stopped:
        say("\nStopped.")
        return 0
    except Died as reason:
        say(str(reason))
        return 1


def why_taken(where: Address) -> str:
    """Why we can't listen there and what to do about it; nothing if we can."""
    try:
        family = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((where.host, where.port))
    except OSError as error:
        return (
            f"Can't listen on {where.host}:{where.port}: {error.strerror or error}.\n"
            f"Stop what runs there, or choose another port: OPTOM_PORT={where.port + 1} make run"
        )
    return ""


def _serve(where: Address, started: float) -> int:
    say("Starting PostgreSQL ...")
    os.environ["OPTOM_DATABASE_URL"] = owner = joined_dsn()
    os.environ["OPTOM_WEB_DATABASE_URL"] = web_dsn(owner)
    signins = _prepare()
    logs = project_home() / "log"
    logs.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(_child(name, logs / f"{name}.log")) for name in ("web", "worker")]
        _wait_until_it_answers(where, children)
        say(f"\nOptom is at {where.url} after {time.monotonic() - started:.1f} s. Ctrl-C stops it. Logs: {logs}\n")
        say(signins)
        while True:
            _see_that_they_live(children)
            time.sleep(0.3)


def _prepare() -> str:
    """Migrate and fill in a process of its own, so that ours stays small. Answers the table of sign-ins."""
    command = [sys.executable, "-m", "optom.config.prepare"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        try:
            signins, _ = process.communicate()
        except Stopped:
            process.terminate()
            raise
    if process.returncode != 0:
        raise Died("The database could not be prepared; the reason stands above.")
    return signins


class Child:
    """One of our processes, its log, and the pipe whose end tells it that we are gone."""

    def __init__(self, name: str, log: Path, output: IO[str]) -> None:
        self.name = name
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, "-m", "optom.config.cli", name],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches only us: we stop them in order
            env=os.environ | {SUPERVISED: "1"},
        )

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def obituary(self) -> str:
        """What it ended with, and its last words."""
        tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-TAIL_LINES:])
        return (
            f"The {self.name} process has ended with code {self._process.poll()}. Its last words ({self._log}):\n{tail}"
        )

    def stop(self) -> None:
        """Ask it to end, insist after a while, and let none of its own children survive."""
        if self.is_alive():
            self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


@contextlib.contextmanager
def _child(name: str, log: Path) -> Iterator[Child]:
    with log.open("w") as output:
        child = Child(name, log, output)
        try:
            yield child
        finally:
            child.stop()


def _wait_until_it_answers(where: Address, children: list[Child]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not where.answers():
        _see_that_they_live(children)
        if time.monotonic() > until:
            raise Died(f"The web process does not answer at {where.url} after {READY_SECONDS} s.")
        time.sleep(0.1)


def _see_that_they_live(children: list[Child]) -> None:
    for child in children:
        if not child.is_alive():
            raise Died(child.obituary())


def _listen_to_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # we are stopping already
    raise Stopped


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, flush=True)
