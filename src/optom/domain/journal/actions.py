"""Write down what was done, and hand announced facts to those who listen."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from optom.base.sql import statements

from .events import Facts, Handler, handlers_of

_sql = statements(__package__)
_log = logging.getLogger(__name__)


def record(
    *,
    act: str,
    actor: int | None,
    at: datetime,
    subject: str = "",
    company: int | None = None,
    facts: Mapping[str, Any] | None = None,
    announce: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> None:
    """Write one entry, and the facts to announce, in the caller's transaction: one statement.

    A fact that nobody listens to isn't announced; what was done stands in the entry.
    ``act`` is `room.verb`, ``subject`` `room.thing:id`. Sums and moments in facts become texts. A buyer's entry
    must name his company, or the database refuses it.
    """
    entry = {"at": at, "actor": actor, "act": act, "subject": subject, "company": company, "facts": _json(facts or {})}
    heard = [(name, _json(told)) for name, told in announce if handlers_of(name)]
    if not heard:
        _sql.run("record", **entry)
        return
    names, event_facts = zip(*heard, strict=True)
    _sql.run("record_and_announce", **entry, names=list(names), event_facts=list(event_facts))


@dataclass(frozen=True, slots=True)
class Deed:
    """To what of which company something was done, its facts, and what is announced of it: a name and facts."""

    subject: str
    company: int | None
    facts: Mapping[str, Any]
    announce: tuple[str, Mapping[str, Any]] | None = None


def record_each(*, act: str, actor: int | None, at: datetime, deeds: Sequence[Deed]) -> None:
    """Write one entry for each, of one act, and the facts to announce, as `record` does: one statement."""
    told = (deed.announce for deed in deeds)
    heard = [(name, _json(facts)) for name, facts in filter(None, told) if handlers_of(name)]
    _sql.run(
        "record_each",
        act=act,
        actor=actor,
        at=at,
        subjects=[deed.subject for deed in deeds],
        companies=[deed.company for deed in deeds],
        facts=[_json(deed.facts) for deed in deeds],
        names=[name for name, _facts in heard],
        event_facts=[facts for _name, facts in heard],
    )


def deliver(*, at: datetime, limit: int = 100) -> int:
    """Hand up to ``limit`` waiting facts to their handlers; the number of facts that are done with.

    At least once: each handler works in a transaction of its own together with its mark, so it is not called
    again for what it has done. A handler that fails holds up nobody else; its fact is tried again later.
    """
    waiting = _sql.rows("waiting", at=at, limit=limit)
    return sum(_deliver_one(event.id, event.name, orjson.loads(event.facts), at) for event in waiting)


def forget_delivered(*, before: datetime, limit: int = 10_000) -> int:
    """Take up to ``limit`` facts delivered before a moment out of the outbox; how many. The journal keeps its own."""
    return _sql.run("forget_delivered", before=before, limit=limit)


def _deliver_one(event: int, name: str, facts: Facts, at: datetime) -> bool:
    problems = [
        problem
        for key, handler in handlers_of(name).items()
        if (problem := _problem_of(event, key, handler, facts, at)) is not None
    ]
    if problems:
        _sql.run("postpone", event=event, at=at, problem="\n".join(problems)[:4000])
    else:
        _sql.run("delivered", event=event, at=at)
    return not problems


def _problem_of(event: int, key: str, handler: Handler, facts: Facts, at: datetime) -> str | None:
    """Let one handler hear one fact, once. What went wrong, if anything."""
    try:
        with transaction.atomic():
            if _sql.run("mark", event=event, handler=key, at=at):
                handler(facts, at=at)
    except Exception as error:  # noqa: BLE001 -- whatever a handler meets must not stop the others
        _log.exception("%s failed with event %s", key, event)
        return f"{key}: {error!r}"
    return None


def _json(facts: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(facts), default=str, option=orjson.OPT_NON_STR_KEYS).decode()
