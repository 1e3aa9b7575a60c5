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
