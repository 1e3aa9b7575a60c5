"""A file of a feed is run by the worker: read, mapped, judged, and let in or held; or it has failed and says why.

All in one transaction: whoever dies over it has changed nothing, and it is taken up again from the file.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Max, QuerySet

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.domain.journal import actions as journal

from . import events, knowing, offering, reasons
from .mapping import forms, recognition
from .mapping.guessing import guess
from .mapping.rows import rows
from .mapping.value import Mapping
from .models import Feed, FeedRun
from .models import Mapping as Version
from .reading.files import tables_of
from .reading.table import Table
from .rules import MOST_TRIES, Brings, State
from .turns import take_turn

_UNSEEN = {"code": "first"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Understood:
    """How a file is read, and why a person should look at that first."""

    tables: tuple[Table, ...]
    mapping: Mapping
    doubts: tuple[dict[str, Any], ...] = ()


def work(*, run: int, at: datetime) -> None:
    """The file is let in or held, or has failed. What was decided already stays as it is."""
    _waiting().filter(pk=run).update(begun_at=at, tries=F("tries") + 1)
    asked = _waiting().select_related("feed", "mapping").filter(pk=run).first()
    if asked is not None and asked.tries > MOST_TRIES:  # each time its worker died, and its job was put back
        _fail(asked, {"code": "suppliers.lost"}, at)
    elif asked is not None:
        _try(asked, at)


def _try(asked: FeedRun, at: datetime) -> None:
    try:
        with transaction.atomic():
            take_turn(asked.feed.supplier_id)
            _take(asked, at)
    except Refusal as refusal:
        _fail(asked, reasons.as_json(refusal), at)
    except FileNotFoundError:
        _fail(asked, {"code": "suppliers.file_lost"}, at)
    except (DatabaseError, OSError):
        _log.exception("file %s of feed %s could not be run", asked.pk, asked.feed_id)
        if asked.tries >= MOST_TRIES:
            _fail(asked, {"code": "suppliers.broken"}, at)
        else:
            raise


def forgive_try(*, run: int) -> None:
    """The worker was told to stop over this file: that is no try at which it has died."""
    FeedRun.objects.filter(pk=run, state=State.WAITING, tries__gt=0).update(tries=F("tries") - 1)


def left(*, at_work: Collection[int], at: datetime) -> list[int]:
    """Files that wait and are not ``at_work``, to be taken up again; what was taken up too often is given up."""
    waiting = _waiting().exclude(pk__in=list(at_work))
    for lost in waiting.filter(tries__gte=MOST_TRIES):
        _fail(lost, {"code": "suppliers.lost"}, at)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def with_suppliers(runs: Collection[int]) -> list[tuple[int, int]]:
    """Each of these files and whose it is, in the order in which they came."""
    return list(FeedRun.objects.filter(pk__in=runs).order_by("pk").values_list("pk", "feed__supplier_id"))


def _waiting() -> QuerySet[FeedRun]:
    return FeedRun.objects.filter(state=State.WAITING, feed__brings=Brings.PRICES)


def _take(asked: FeedRun, at: datetime) -> None:
    """Alone among the files of a supplier: who was taken for dead and goes on finds that another has done it."""
    asked.refresh_from_db(fields=["state", "accepted_at"])
    if asked.state != State.WAITING:
        return
    understood = _understand(asked, at)
    mapping = understood.mapping
    found = rows(zip(understood.tables, mapping.tables, strict=True), words=mapping.words)
    judged = offering.stage(found, mapping, asked.feed, is_trusted=asked.accepted_at is not None)
    offering.match()
    asked.findings = [*understood.doubts, *map(offering.facts_of, judged.findings)]
    if asked.findings and not asked.accepted_at:
        asked.state = State.HELD
    else:
        _learn(asked, mapping, at, has_drifted=any(one is not _UNSEEN for one in understood.doubts))
        _let_in(asked, mapping, at)
    offering.tell(asked, judged)
    asked.ended_at = at
    asked.save()


def _understand(asked: FeedRun, at: datetime) -> _Understood:
    """By the mapping that the run is bound to, else by the feed's newest; the first file of a feed is guessed."""
    tables = tuple(tables_of(kept_files.path_of(asked.sha256), asked.name))
    version = asked.mapping or Version.objects.filter(feed=asked.feed_id).order_by("-number").first()
    if version is None:
        mapping = guess(tables, knowing.Catalog())
        asked.mapping = remember(asked.feed, mapping, actor=None, at=at)
        return _Understood(tables, mapping, (_UNSEEN,))
    asked.mapping = version
    fitted = recognition.fit(tables, forms.from_json(version.document))
    unseen = () if _is_seen(version) else (_UNSEEN,)
    return _Understood(tables, fitted.mapping, (*unseen, *fitted.doubts))


def _is_seen(version: Version) -> bool:
    """Whether somebody has said how the files are understood, or has let one in that was understood so."""
    return version.actor_id is not None or FeedRun.objects.filter(mapping=version, state=State.APPLIED).exists()


def _learn(asked: FeedRun, mapping: Mapping, at: datetime, *, has_drifted: bool) -> None:
    """Whoever lets a file in that is laid out otherwise says that the next ones will be so too."""
    if asked.accepted_at and has_drifted:
        asked.mapping = remember(asked.feed, mapping, actor=asked.decided_by_id, at=at)


def _let_in(asked: FeedRun, mapping: Mapping, at: datetime) -> None:
    touched = offering.let_in(asked.feed, asked, mapping, at=at)
    asked.state = State.APPLIED
    facts = {"run": asked.pk, "feed": asked.feed_id, "file": asked.name, "changed": touched}
    announce = ((events.APPLIED, {"run": asked.pk}),)
    journal.record(
        act="suppliers.apply", actor=asked.decided_by_id, at=at, subject=f"suppliers.feed:{asked.feed_id}", facts=facts,
        announce=announce,
    )  # fmt: skip


def remember(feed: Feed, mapping: Mapping, *, actor: int | None, at: datetime, reason: str = "") -> Version:
    """The next version of how the feed's files are understood; answers to orders are by their form.

    Refuses `suppliers.not_mapped`.
    """
    if feed.brings != Brings.PRICES:
        raise Refusal("suppliers.not_mapped")
    last = Version.objects.filter(feed=feed).aggregate(last=Max("number"))["last"] or 0
    told = {"document": forms.to_json(mapping), "actor_id": actor, "at": at, "reason": reason}
    return Version.objects.create(feed=feed, number=last + 1, **told)


def _fail(asked: FeedRun, failure: dict[str, Any], at: datetime) -> None:
    _waiting().filter(pk=asked.pk).update(state=State.FAILED, failure=failure, ended_at=at)
