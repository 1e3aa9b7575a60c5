"""Announced facts and who listens to them.

A room above writes in its `handlers.py`:

    from optom.domain.journal import events as journal

    @journal.on("orders.placed")
    def note_it(facts: Facts, *, at: datetime) -> None: ...

The worker calls it at least once for every such fact, in a transaction that also holds the mark that it was done.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

Facts = Mapping[str, Any]


class Handler(Protocol):
    """What listens: it gets the facts as they were announced (JSON: sums are texts) and the moment of delivery."""

    def __call__(self, facts: Facts, /, *, at: datetime) -> None: ...


_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)


def on(event: str) -> Callable[[Handler], Handler]:
    """Register a handler of ``event``. Its full name is its identity: renamed, it hears undelivered events again."""

    def register(handler: Handler) -> Handler:
        _handlers[event][_name(handler)] = handler
        return handler

    return register


def handlers_of(event: str) -> Mapping[str, Handler]:
    """Who listens to ``event``, by name."""
    return dict(_handlers.get(event, {}))


def forget(handler: Handler) -> None:
    """Take a handler away again."""
    for named in _handlers.values():
        named.pop(_name(handler), None)


def _name(handler: Handler) -> str:
    return f"{getattr(handler, '__module__', '')}.{getattr(handler, '__qualname__', repr(handler))}"[-120:]
