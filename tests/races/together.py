"""Let several acts happen at the same moment, each on a connection of its own.

Nobody is waited for by the clock: who has come to a meeting goes on when each of the others has come there too, has
ended, or is seen by the database to wait for a lock that he holds. So a race runs the same way on any machine.

``RACES_FIRST=0`` lets the first of them win after every meeting, ``RACES_FIRST=1`` the second: what a test leaves to
luck fails in one of the two.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection, connections

from optom.base.sql import Statements

FIRST = os.environ.get("RACES_FIRST")
HUNG_SECONDS = 120  # nothing takes so long: whoever is waited for in vain fails the test instead of stopping it
_LOOKING_SECONDS = 0.005
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Party:
    """One of those who act at the same moment: his process in the database, where he has come, what he came to."""

    number: int = 0
    backend: int = 0
    waits_at: tuple[object, int] | None = None
    come: Counter[object] = field(default_factory=Counter)
    is_done: bool = False
    answer: Any = None

    def act(self, act: Callable[[], Any]) -> None:
        try:
            self.backend = _own_backend()
            self.answer = act()
        except Exception as error:  # noqa: BLE001 -- it is the answer
            self.answer = error
        finally:
            self.is_done = True
            connections.close_all()

    def is_kept_out(self) -> bool:
        """Whether he waits for a lock of ours, or has ended."""
        if self.is_done:
            return True
        with connection.cursor() as cursor:
            cursor.execute("select %s = any(pg_blocking_pids(%s))", [_own_backend(), self.backend])
            return bool(cursor.fetchone()[0])


class _Here(threading.local):
    """Who acts in this thread, and beside whom."""

    party: _Party | None = None
    others: Sequence[_Party] = ()


_here = _Here()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered, or the exception that it raised, in their order."""
    parties = [_Party(number) for number in range(len(acts))]
    start = threading.Barrier(len(acts))

    def run(party: _Party, act: Callable[[], Any]) -> None:
        _here.party, _here.others = party, [one for one in parties if one is not party]
        start.wait(HUNG_SECONDS)
        party.act(act)

    threads = [threading.Thread(target=run, args=one) for one in zip(parties, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [party.answer for party in parties]


def refusals(answers: Sequence[Any]) -> list[str]:
    """The codes of those that were refused, the names of those that broke."""
    return [getattr(one, "code", type(one).__name__) for one in answers if isinstance(one, Exception)]


def met_after(function: Callable[P, T], *, to_the_end: bool = False) -> Callable[P, T]:
    """The function, after which every party waits for the others: the worst possible timing.

    Where a guard keeps another out, the first goes on alone; ``to_the_end``: not before the other has lost patience.
    """
    meeting = object()

    @wraps(function)
    def wrapper(*given: P.args, **named: P.kwargs) -> T:
        answer = function(*given, **named)
        if _here.party is not None:
            _meet(meeting, _here.party, to_the_end=to_the_end)
        return answer

    return wrapper


def met_after_running(patch: pytest.MonkeyPatch, statements: Statements, *names: str) -> None:
    """The same after statements of these names: whoever would write the same rows next is kept out by them."""
    run = statements.run
    met = met_after(run)
    patch.setattr(statements, "run", lambda name, **values: (met if name in names else run)(name, **values))


def met_after_reading(patch: pytest.MonkeyPatch, statements: Statements, *names: str) -> None:
    """The same after statements of these names that read: both know what they know before either has written."""
    rows = statements.rows
    met = met_after(rows)
    patch.setattr(statements, "rows", lambda name, **values: (met if name in names else rows)(name, **values))


def _meet(meeting: object, party: _Party, *, to_the_end: bool) -> None:
    party.come[meeting] += 1

    def is_past(other: _Party) -> bool:
        has_come = other.come[meeting] >= party.come[meeting]
        return has_come or (other.is_done if to_the_end else other.is_kept_out())

    party.waits_at = (meeting, party.come[meeting])
    _wait(lambda: all(is_past(other) for other in _here.others))
    here, party.waits_at = party.waits_at, None
    if FIRST and party.number != int(FIRST):
        _wait(lambda: all(other.waits_at not in {None, here} or other.is_kept_out() for other in _here.others))


def _wait(is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + HUNG_SECONDS
    while not is_over():
        assert time.monotonic() < until, "nobody came, ended, or was kept out by a lock"
        time.sleep(_LOOKING_SECONDS)


def _own_backend() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


class Meanwhile:
    """An act that happens, on a connection of its own, in the middle of another, if nothing keeps it out."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._party = _Party()
        self._thread = threading.Thread(target=self._party.act, args=[act])

    def after(self, function: Callable[P, T]) -> Callable[P, T]:
        """The function, after whose first call the act happens, until it ends or a lock of ours keeps it out."""

        @wraps(function)
        def wrapper(*given: P.args, **named: P.kwargs) -> T:
            answer = function(*given, **named)
            if self._thread.ident is None:
                self._thread.start()
                _wait(self._party.is_kept_out)
            return answer

        return wrapper

    def answer(self) -> Any:
        """What the act came to, or the exception that it raised."""
        self._thread.join()
        return self._party.answer
