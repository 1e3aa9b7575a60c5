"""Waiting for a lock has an end, and the end is a refusal (docs/locking.md)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from optom.base.refusal import Refusal

PATIENCE = "3s"  # longer than any act takes, shorter than a person waits before he presses the button again
_LOCK_NOT_AVAILABLE = "55P03"
_DEADLOCK = "40P01"


@contextmanager
def refused_when_busy(refusal: Refusal) -> Iterator[None]:
    """Answer ``refusal`` when a lock isn't had in time. Stands outside the transaction, which is then rolled back.

    Above a function it decorates every call; each raises a refusal of its own.
    """
    try:
        yield
    except OperationalError as error:
        if is_out_of_patience(error):
            raise Refusal(refusal.code, **refusal.facts) from error
        raise


def is_out_of_patience(error: OperationalError) -> bool:
    """Whether the database says that a lock wasn't had in time."""
    return getattr(error.__cause__, "sqlstate", None) in {_LOCK_NOT_AVAILABLE, _DEADLOCK}
