"""Files of feeds that bring answers to our orders: a room above reads them, and says here what came of each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db.models import F, QuerySet

from optom.base import kept_files
from optom.base.refusal import Refusal

from . import reasons
from .models import FeedRun
from .reading.files import is_packed, members_of
from .rules import MOST_TRIES, Brings, State

_LOST = Refusal("suppliers.lost")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it came from a supplier; ``is_last``: it will not be taken up once more."""

    run: int
    supplier: int
    name: str
    sha256: str
    path: Path
    is_last: bool

    @property
    def is_packed(self) -> bool:
        """Whether it is an archive, in which anything may be."""
        return is_packed(self.path)

    def members(self) -> Iterator["Brought"]:
        """What lies in it where it is an archive, of which some may be archives. Refuses what `members_of` does."""
        return (replace(self, path=path) for path in members_of(self.path, self.name))


def take_up_answer(*, run: int, at: datetime) -> Brought | None:
    """The file, to be read now; None: something has come of it, or its worker died too often and it is given up.

    Outside a transaction: who dies over it is counted.
    """
    _waiting().filter(pk=run).update(begun_at=at, tries=F("tries") + 1)
    asked = _waiting().select_related("feed").filter(pk=run).first()
    if asked is None:
        return None
    if asked.tries > MOST_TRIES:
        fail_answer(run=run, refusal=_LOST, at=at)
        return None
    path, is_last = kept_files.path_of(asked.sha256), asked.tries == MOST_TRIES
    return Brought(run, asked.feed.supplier_id, asked.name, asked.sha256, path, is_last)


def lock_answer(*, run: int) -> bool:
    """Alone with the file until the transaction ends; whether it still waits."""
    return _waiting().select_for_update(of=("self",)).filter(pk=run).first() is not None


def take_answer(*, run: int, counts: Mapping[str, int], at: datetime) -> None:
    """The file was an answer; ``counts`` are of its lines."""
    _waiting().filter(pk=run).update(state=State.ANSWERED, counts=dict(counts), failure=None, ended_at=at)


def pass_over(*, run: int, refusal: Refusal, at: datetime) -> None:
    """The file says nothing of an order, or nothing new."""
    _end(run, State.PASSED, refusal, at)


def fail_answer(*, run: int, refusal: Refusal, at: datetime) -> None:
    """Nothing came of the file, and somebody should look at it."""
    _end(run, State.FAILED, refusal, at)


def answers_left(*, at_work: Collection[int], at: datetime) -> list[int]:
    """Files that wait and are not ``at_work``, to be taken up again; what was taken up too often is given up."""
    waiting = _waiting().exclude(pk__in=list(at_work))
    for lost in waiting.filter(tries__gte=MOST_TRIES).values_list("pk", flat=True):
        fail_answer(run=lost, refusal=_LOST, at=at)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _waiting() -> QuerySet[FeedRun]:
    return FeedRun.objects.filter(state=State.WAITING, feed__brings=Brings.ANSWERS)


def _end(run: int, state: State, refusal: Refusal, at: datetime) -> None:
    _waiting().filter(pk=run).update(state=state, failure=reasons.as_json(refusal), ended_at=at)
