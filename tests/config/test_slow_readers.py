"""Who asks for an answer and takes next to nothing of it is hung up on; who reads, or waits for nothing, is not."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from fcntl import ioctl

import pytest

from optom.config.slow_readers import PATIENCE, SLOWEST, Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a reader has taken")
Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def watch(door: socket.socket) -> Watch:
    return Watch(door.getsockname()[1])


@pytest.fixture
def pair(door: socket.socket) -> Iterator[Pair]:
    """Our end and the reader's, who has little room for what he does not read."""
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        reader.connect(door.getsockname())
        ours, _ = door.accept()
        with ours:
            yield ours, reader


def fill(ours: socket.socket) -> int:
    """Send until the reader has no room for more; how much it was."""
    ours.settimeout(0)
    sent = 0
    with suppress(BlockingIOError):
        while True:
            sent += ours.send(bytes(65536))
    return sent


def take(reader: socket.socket, least: int) -> None:
    while least > 0:
        least -= len(reader.recv(65536))


def waits(ours: socket.socket) -> bool:
    return ioctl(ours.fileno(), 0x5411, bytes(4)) != bytes(4)


def is_open(ours: socket.socket) -> bool:
    try:
        ours.send(b"more")
    except BlockingIOError:
        return True
    except OSError:
        return False
    return True


def test_who_takes_nothing_is_hung_up_on_when_patience_is_over(watch: Watch, pair: Pair) -> None:
    ours, _ = pair
    fill(ours)

    assert watch.look(0.0) == 0
    assert watch.look(PATIENCE - 1) == 0
    assert is_open(ours), "not before"
    assert watch.look(PATIENCE) == 1
    assert not is_open(ours)


def test_who_takes_a_drop_now_and_then_does_not_keep_his_place(watch: Watch, pair: Pair) -> None:
    ours, reader = pair
    fill(ours)

    watch.look(0.0)
    take(reader, 4096)
    assert watch.look(PATIENCE) == 1


def test_who_reads_on_keeps_it_however_long_the_answer(watch: Watch, pair: Pair) -> None:
    ours, reader = pair
    fill(ours)

    for turn in range(4):
        assert watch.look(turn * PATIENCE) == 0
        taken = 0.0
        while taken < 2 * PATIENCE * SLOWEST:
            taken += len(reader.recv(65536))
            fill(ours)
    assert is_open(ours)


def test_who_waits_for_nothing_may_stay(watch: Watch, pair: Pair) -> None:
    ours, _ = pair

    assert [watch.look(turn * PATIENCE) for turn in range(4)] == [0, 0, 0, 0]
    assert is_open(ours)


def test_patience_begins_anew_when_all_was_taken(watch: Watch, pair: Pair) -> None:
    ours, reader = pair
    sent = ours.send(bytes(1000))
    watch.look(0.0)
    take(reader, sent)
    while waits(ours):  # until the kernel has heard of it
        time.sleep(0.001)
    watch.look(PATIENCE - 1)  # nothing waits any more
    fill(ours)

    assert watch.look(PATIENCE) == 0
    assert is_open(ours)


def test_connections_to_others_are_not_ours_to_close(pair: Pair) -> None:
    ours, _ = pair
    fill(ours)
    strange = Watch(1)

    strange.look(0.0)
    assert strange.look(PATIENCE) == 0
    assert is_open(ours)
