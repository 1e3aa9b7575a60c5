"""What is new at the sources of feeds is taken by the clock; what fails is tried again later, and says why."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from optom.base.refusal import Refusal, refuse_all

from . import reasons, schedule
from .actions import files
from .models import Feed
from .sources import fetching, telling
from .sources.found import Fetched, Seen
from .sources.visiting import NotNow

_log = logging.getLogger(__name__)
MOST_AT_ONCE = 50


def due(*, at: datetime) -> list[int]:
    """The feeds whose time has come, the one that waits longest first."""
    waiting = Feed.objects.filter(is_active=True, next_at__lte=at).order_by("next_at", "pk")
    return list(waiting.values_list("pk", flat=True)[:MOST_AT_ONCE])


def collect(*, feed: int, at: datetime) -> int:
    """Look at the feed's source, whatever its plan says; how many files have come.

    Each is kept and waits to be run before the next is asked for; what is empty is told of when the others have come.
    Nothing is held up meanwhile: the feed is locked by its jobs, of which there is one at a time.
    """
    of = Feed.objects.filter(pk=feed, is_active=True).first()
    if of is None or not of.source:
        return 0
    seen, count, empty = Seen.of_json(of.seen), 0, list[str]()
    try:
        for fetched in fetching.fetch(telling.of_json(of.source), seen, at=at):
            if fetched.path.stat().st_size:
                _take(of, seen, fetched, at)
                count += 1
            else:
                empty.append(fetched.name)
                seen.take(fetched)
        refuse_all(Refusal("suppliers.file_empty", name=name) for name in empty)
    except Refusal as refusal:
        _failed(of, seen, refusal, at)
    else:
        _note(of, seen, at, failures=0, failure=None)
    return count


def _take(of: Feed, seen: Seen, fetched: Fetched, at: datetime) -> None:
    mark = f"{fetched.mark.key} {fetched.mark.version}"[:400]
    with transaction.atomic():
        files.receive(feed=of.pk, path=fetched.path, name=fetched.name, actor=None, at=at, mark=mark)
        seen.take(fetched)
        Feed.objects.filter(pk=of.pk, source=of.source).update(seen=seen.as_json())


def _failed(of: Feed, seen: Seen, refusal: Refusal, at: datetime) -> None:
    """What may pass is tried again soon; a wrong password is not, or the supplier would lock the account."""
    _log.warning("feed %s could not be collected: %s", of.pk, refusal.code)
    told: dict[str, Any] = {"is_passing": isinstance(refusal, NotNow)}
    if isinstance(refusal, NotNow):
        told["not_before"] = refusal.not_before
    _note(of, seen, at, failures=of.failures + 1, failure=reasons.as_json(refusal), **told)


def _note(
    of: Feed, seen: Seen, at: datetime, *, failures: int, failure: dict[str, Any] | None,
    is_passing: bool = False,
    not_before: datetime | None = None,
) -> None:  # fmt: skip
    next_at = None
    if of.schedule:
        plan = schedule.of_json(of.schedule)
        zone = get_default_timezone()
        tries = failures if is_passing else 0
        next_at = schedule.next_look(plan, looked_at=at, failures=tries, zone=zone, not_before=not_before)
    told = {"tried_at": at, "next_at": next_at, "failures": failures, "failure": failure, "seen": seen.as_json()}
    # Whoever gave the feed another source meanwhile has said what is known of that one: nothing.
    Feed.objects.filter(pk=of.pk, source=of.source).update(**told)
