"""Replay real orders at the prices that a publication proposes, before anybody puts them into force."""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.policy import queries as policy

from . import events, replaying
from .models import Replay
from .rules import MOST_TRIES, WEEKS, objections

_log = logging.getLogger(__name__)


def replay(*, publication: int, actor: int | None, at: datetime, weeks: int = WEEKS) -> int:
    """What was ordered in the last ``weeks``, at the prices in force and at those of the publication; its number.

    Each contract by its terms of now, each line by its own quantity. What is held or waits keeps its promised price,
    and is told beside; so do quotes that are open. A draft is priced whenever it is read, and promises nothing.
    Where the lines are many, the worker does it (`work_out`) and nobody waits. Prices in force stay as they are.

    Refuses `accounts.may_not`, `replay.weeks_wrong`, `replay.not_worked_out`, `replay.publication_ended` and what
    `policy.costs_sql` does.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    proposed = policy.publication(publication)
    refuse_all(objections(proposed.state if proposed else None, weeks))
    costs = replaying.costs_of(proposed, at=at)
    is_later = replaying.are_many(weeks=weeks, at=at)
    with transaction.atomic():
        asked = Replay.objects.create(publication_id=publication, weeks=weeks, asked_at=at, asked_by_id=actor)
        if is_later:
            _note("replay.ask", asked, at, announce=[(events.ASKED, {"replay": asked.pk})])
        else:
            _replay(asked, costs, at)
    return asked.pk


def work_out(*, replay: int, at: datetime) -> None:
    """What was asked for is replayed, or has failed and says so. What is done stays as it is.

    What has come into force meanwhile, or was dropped, has nothing left that it could change: that is told instead. Is
    it begun again after `MOST_TRIES` workers have died over it, it is given up.
    """
    Replay.objects.filter(pk=replay).update(tries=F("tries") + 1)  # kept before it begins, whoever dies over it
    asked = Replay.objects.filter(pk=replay, done_at=None, failure="").first()
    proposed = policy.publication(asked.publication_id) if asked else None
    if asked is None or proposed is None:
        return
    if asked.tries > MOST_TRIES:
        _fail(asked, "lost")
        return
    if any(objections(proposed.state, asked.weeks)):
        _fail(asked, "ended")
        return
    try:
        with transaction.atomic():
            _replay(asked, replaying.costs_of(proposed, at=at), at)
    except Refusal:
        _fail(asked, "refused")
    except DatabaseError:
        _log.exception("replay %s could not be done", replay)
        _fail(asked, "broken")


def forgive_try(*, replay: int) -> None:
    """The worker was told to stop over it: that is no try at which it has died."""
    Replay.objects.filter(pk=replay, done_at=None, tries__gt=0).update(tries=F("tries") - 1)


def _replay(asked: Replay, costs: str, at: datetime) -> None:
    replaying.replay(asked, costs=costs, at=at)
    asked.done_at = at
    asked.save(update_fields=["done_at"])
    _note("replay.replay", asked, at)


def _fail(asked: Replay, failure: str) -> None:
    Replay.objects.filter(pk=asked.pk, done_at=None).update(failure=failure)


def _note(act: str, asked: Replay, at: datetime, *, announce: Any = ()) -> None:
    facts = {"publication": asked.publication_id, "weeks": asked.weeks}
    subject = f"replay.replay:{asked.pk}"
    journal.record(act=act, actor=asked.asked_by_id, at=at, subject=subject, facts=facts, announce=announce)
