"""Let several acts happen at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections

MEETING_SECONDS = 0.7
P = ParamSpec("P")
T = TypeVar("T")


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered, or the exception that it raised, in their order."""
    answers: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[number] = act()
        except Exception as error:  # noqa: BLE001 -- it is the answer
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refusals(answers: Sequence[Any]) -> list[str]:
    """The codes of those that were refused, the names of those that broke."""
    return [getattr(one, "code", type(one).__name__) for one in answers if isinstance(one, Exception)]


def met_after(function: Callable[P, T], parties: int = 2) -> Callable[P, T]:
    """The function, after which every caller waits a moment for the others: the worst possible timing.

    Where a guard lets only one of them come that far, he goes on alone.
    """
    meeting = threading.Barrier(parties)

    @wraps(function)
    def wrapper(*given: P.args, **named: P.kwargs) -> T:
        answer = function(*given, **named)
        try:
            meeting.wait(MEETING_SECONDS)
        except threading.BrokenBarrierError:
            meeting.reset()
        return answer

    return wrapper


class Meanwhile:
    """An act that happens, on a connection of its own, in the middle of another, if nothing keeps it out."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._act = act
        self._answers: list[Any] = []
        self._thread = threading.Thread(target=self._run)

    def after(self, function: Callable[P, T]) -> Callable[P, T]:
        """The function, after whose first call the act happens; a guard that keeps it out is waited for a moment."""

        @wraps(function)
        def wrapper(*given: P.args, **named: P.kwargs) -> T:
            answer = function(*given, **named)
            if self._thread.ident is None:
                self._thread.start()
                self._thread.join(MEETING_SECONDS)
            return answer

        return wrapper

    def answer(self) -> Any:
        """What the act came to, or the exception that it raised."""
        self._thread.join()
        return self._answers[0]

    def _run(self) -> None:
        self._answers = together(self._act)
