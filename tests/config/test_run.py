"""`optom run`: everything from one command, said clearly when it can't be, and nothing left when it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from optom.config import cli
from optom.config.postgres.places import temporary_parent
from optom.config.run import why_taken
from optom.config.serving import Address, web_dsn

Start = Callable[[Path, int], subprocess.Popen[str]]


@dataclass(frozen=True)
class FirstRun:
    """What a new installation said until it served, where, whether it answered there; and when its worker had died."""

    home: Path
    where: Address
    said: str
    answered: bool
    last_words: str
    code: int


@pytest.fixture
def home() -> Iterator[Path]:
    """A new installation's folder."""
    with new_home() as folder:
        yield folder


@contextmanager
def new_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="optom run ", dir=temporary_parent()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Run the program of a folder on a port, with no database but its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPTOM_", "DJANGO_"))}
    processes = []

    def run(home: Path, port: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "optom.config.cli", "run"],
            env=environment | {"OPTOM_HOME": str(home), "OPTOM_PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def first(start: Start) -> Iterator[FirstRun]:
    """It makes the demo firm, which takes longest: its installation serves all tests here that go on from there."""
    with new_home() as home:
        where = free_place()
        process = start(home, where.port)
        said = said_until(process, "Optom is at") + said_until(process, "director")
        answered = where.answers()
        worker_of(home).kill()
        last_words, _ = process.communicate(timeout=180)
        yield FirstRun(home, where, said, answered, last_words, process.returncode)


@pytest.fixture
def where() -> Address:
    """A free place to listen."""
    return free_place()


def free_place() -> Address:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Address(host="127.0.0.1", port=probe.getsockname()[1])


def said_until(process: subprocess.Popen[str], words: str) -> str:
    """What the program says up to a line with these words."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended with {process.wait()} and never said {words!r}:\n{said}")


def children_of(home: Path) -> list[psutil.Process]:
    """Processes of this installation that still run: they know its folder."""
    return [process for process in psutil.process_iter() if _belongs(process, home)]


def _belongs(process: psutil.Process, home: Path) -> bool:
    try:
        about = [*process.cmdline(), process.environ().get("OPTOM_HOME", "")]
        return process.status() != psutil.STATUS_ZOMBIE and any(str(home) in word for word in about)
    except psutil.Error:
        return False


def ends(home: Path, *, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while children_of(home) and time.monotonic() < until:
        time.sleep(0.1)
    return not children_of(home)


def worker_of(home: Path) -> psutil.Process:
    (worker,) = [process for process in children_of(home) if process.cmdline()[-2:] == ["worker", "short"]]
    return worker


def test_one_command_serves_it_all(first: FirstRun) -> None:
    assert first.where.url in first.said
    assert first.answered
    assert re.search(r"\S+@\S+\s", first.said), "the demo sign-ins"
    assert "companies and people: " in first.said


def test_it_ends_as_a_whole_when_a_process_of_it_dies(first: FirstRun) -> None:
    assert "The worker process has ended with code -9" in first.last_words
    assert first.code == 1
    assert ends(first.home)


def test_the_data_are_kept_and_ctrl_c_ends_it(first: FirstRun, start: Start, where: Address) -> None:
    assert ends(first.home)
    second = start(first.home, where.port)
    assert "companies and people: " not in said_until(second, "Optom is at"), "the demo firm is there already"
    second.send_signal(signal.SIGINT)
    rest, _ = second.communicate(timeout=180)
    assert rest.endswith("Stopped.\n")
    assert second.returncode == 0
    assert ends(first.home)


def test_nothing_survives_when_it_is_killed(first: FirstRun, start: Start, where: Address) -> None:
    assert ends(first.home)
    process = start(first.home, where.port)
    said_until(process, "Optom is at")
    process.kill()
    assert ends(first.home)


def test_a_taken_port_is_said_before_anything_is_touched(home: Path, start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(home, port)
        said, _ = process.communicate(timeout=120)

    assert process.returncode == 1
    assert f"Can't listen on 127.0.0.1:{port}" in said
    assert f"OPTOM_PORT={port + 1} make run" in said
    assert list(home.iterdir()) == []


def test_an_unknown_host_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "Name or service not known" in why_taken(Address(host="nowhere.invalid", port=80))


def test_a_free_port_is_free(where: Address) -> None:
    assert why_taken(where) == ""


def test_the_web_role_needs_its_own_address_where_the_owner_has_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPTOM_WEB_DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match="OPTOM_WEB_DATABASE_URL"):
        web_dsn("postgresql://own:secret@db.local/optom")

    monkeypatch.setenv("OPTOM_WEB_DATABASE_URL", "postgresql://optom_web:other@db.local/optom")
    assert web_dsn("postgresql://own:secret@db.local/optom") == "postgresql://optom_web:other@db.local/optom"


def test_an_unknown_benchmark_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "nonesuch"]) == 2

    told = capsys.readouterr().err
    assert "No benchmark nonesuch. Benchmarks:" in told
    assert "  order    Place orders of 20" in told, "what it measures"
    assert "order_floor" not in told, "a floor is no benchmark of its own"
