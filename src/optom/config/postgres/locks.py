"""File locks. The system releases them when their holder dies, however he dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def opened(path: Path) -> int:
    """A descriptor to lock; closing it releases."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def reopened(path: Path) -> int:
    """A descriptor of a lock that somebody has made. Raises FileNotFoundError when it is gone."""
    return os.open(path, os.O_RDWR | os.O_CLOEXEC)


def share(descriptor: int) -> None:
    """Wait for a shared lock."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def take(descriptor: int) -> None:
    """Wait for the lock that nobody shares."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def may_take(descriptor: int) -> bool:
    """Take the lock if nobody else holds it. When refused, a shared lock that we held is gone too."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock for the block."""
    descriptor = opened(path)
    try:
        take(descriptor)
        yield
    finally:
        os.close(descriptor)
