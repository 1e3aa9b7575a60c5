"""What nobody waits for is worked out by the worker, in two steps that are kept each: prices, then counts.

Where the worker ended in between, or died over it, it is taken up again from the missing step, `MOST_TRIES` times.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet

from optom.base.refusal import Refusal
from optom.base.staging import one_at_a_time

from . import margins, proposals
from .compiling import Compiled
from .document import from_json
from .models import ProposedPrice, Publication, Version

MOST_TRIES = 3
_log = logging.getLogger(__name__)
_Step = Callable[[Publication, Compiled | None, datetime], None]


def work_out(*, publication: int, at: datetime) -> None:
    """What was asked for is worked out, or has failed and says so. What was worked out or dropped stays as it is."""
    _give_up(_unfinished().filter(pk=publication))
    _unfinished().filter(pk=publication).update(begun_at=at, tries=F("tries") + 1)
    for step in (_price, _count):
        asked = _unfinished().select_related("version").filter(pk=publication).first()
        if asked:
            _try(step, asked, asked.version, at)


def _try(step: _Step, asked: Publication, version: Version | None, at: datetime) -> None:
    """Without a version it leads back to past prices."""
    try:
        checked = proposals.compiled(from_json(version.document), at=at) if version else None
        _take(step, asked, checked, at)
    except Refusal:
        _fail(asked, "refused")
    except DatabaseError:
        _log.exception("publication %s could not be worked out", asked.pk)
        _fail(asked, "broken")


def forgive_try(*, publication: int) -> None:
    """The worker was told to stop over it: that is no try at which it has died."""
    _unfinished().filter(pk=publication, tries__gt=0).update(tries=F("tries") - 1)


def left(*, at_work: Collection[int]) -> list[int]:
    """Those that wait and are not ``at_work``, to be taken up again; what was taken up too often is given up."""
    waiting = _unfinished().exclude(pk__in=list(at_work))
    _give_up(waiting)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _give_up(waiting: QuerySet[Publication]) -> None:
    """What workers have died over too often: also where the job of the last one was put back by itself."""
    for one in waiting.filter(tries__gte=MOST_TRIES):
        _fail(one, "lost")


def _unfinished() -> QuerySet[Publication]:
    return Publication.objects.filter(worked_out_at=None, dropped_at=None, failure="")


def _take(step: _Step, asked: Publication, checked: Compiled | None, at: datetime) -> None:
    """Alone: who was taken for dead and goes on after all finds that another has done it."""
    with transaction.atomic():
        one_at_a_time("policy.work_out")
        asked.refresh_from_db(fields=["priced_at", "worked_out_at", "dropped_at"])
        step(asked, checked, at)


def _price(asked: Publication, checked: Compiled | None, at: datetime) -> None:
    if asked.priced_at or asked.dropped_at:
        return
    if checked:
        proposals.work_out(checked, asked, products=None)
    elif asked.restores:
        proposals.lead_back(asked, moment=asked.restores)
    asked.priced_at = at
    asked.save(update_fields=["priced_at"])


def _count(asked: Publication, checked: Compiled | None, at: datetime) -> None:
    if asked.worked_out_at or asked.dropped_at:
        return
    proposals.count(asked, at=at)
    if checked:
        margins.count(asked, checked, at=at)
        proposals.note_worked_out(asked, at=at)
    else:
        margins.count_led_back(asked, at=at)
        proposals.note("policy.lead_back", asked, asked.proposed_by_id, at, moment=asked.restores)


def _fail(publication: Publication, failure: str) -> None:
    """It has no prices either: nobody would know what they stand for."""
    with transaction.atomic():
        if _unfinished().filter(pk=publication.pk).update(failure=failure):
            ProposedPrice.objects.filter(publication=publication).delete()
