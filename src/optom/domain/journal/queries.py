"""What happened, and what still waits to be heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from optom.base.books import Broken
from optom.base.sql import statements

_sql = statements(__package__)
UNHEARD_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One act. Sums in ``facts`` are texts."""

    id: int
    at: datetime
    actor: int | None
    act: str
    subject: str
    company: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """How many facts wait, how many of them have failed at least once, and since when the oldest waits."""

    waiting: int
    failing: int
    oldest_at: datetime | None


def entries(*, subject: str | None = None, company: int | None = None, limit: int = 100) -> list[EntryRow]:
    """The latest acts, newest first, of a subject or a company where one is named."""
    rows = _sql.rows("entries", subject=subject, company=company, limit=limit)
    return [EntryRow(**{**row._asdict(), "facts": orjson.loads(row.facts)}) for row in rows]


def outbox() -> OutboxRow:
    """The state of the outbox."""
    return OutboxRow(*_sql.one("outbox"))


def next_retry() -> datetime | None:
    """When the next postponed fact wants to be tried again."""
    at: datetime | None = _sql.value("next_retry")
    return at


def late(at: datetime) -> list[Broken]:
    """Facts that wait for long: the worker does not run, or a handler fails again and again."""
    waits = outbox()
    if waits.oldest_at is None or waits.oldest_at >= at - UNHEARD_AFTER:
        return []
    subject = f"{waits.waiting} wait, {waits.failing} of them have failed"
    since = f"the oldest waits since {waits.oldest_at:%Y-%m-%d %H:%M}"
    return [Broken("announced facts are heard within an hour", subject, "none", since)]
