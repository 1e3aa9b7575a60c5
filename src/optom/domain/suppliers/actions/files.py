"""Files of feeds: they come, are run by the worker, and are decided where guards have held them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction

from optom.base import kept_files
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events, formulas, running
from optom.domain.suppliers.mapping import forms
from optom.domain.suppliers.mapping.value import Mapping
from optom.domain.suppliers.models import FeedRun
from optom.domain.suppliers.rules import Brings, State

from .feeds import feed_of

work, left = running.work, running.left
_NAME = 300


def receive(*, feed: int, path: Path, name: str, actor: int | None, at: datetime, mark: str = "") -> int:
    """Keep a file as it came, to be run soon; the run's id. ``mark`` is by what its source knows it.

    The file is on the disk before its row is committed, so whatever dies after that loses nothing. Refuses
    `accounts.may_not`, `suppliers.no_feed`, `suppliers.feed_closed`, `suppliers.file_empty`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    of = feed_of(feed)
    if not (of.is_active or of.supplier.is_candidate):
        raise Refusal("suppliers.feed_closed")
    if not path.stat().st_size:
        raise Refusal("suppliers.file_empty", field="file", name=name)
    kept = kept_files.keep_file(path)
    told = {"feed": of, "name": name[-_NAME:], "sha256": kept.sha256, "size": kept.size, "mark": mark}
    run = FeedRun(received_at=at, received_from_id=actor, **told)
    with transaction.atomic():
        run.save()
        _note("suppliers.receive", run, actor, at)
    return run.pk


def replay(*, run: int, actor: int, at: datetime) -> int:
    """The same file once more, understood as it was then; the new run's id. Refuses `accounts.may_not`,
    `suppliers.no_run`, `suppliers.not_mapped` (it never came so far).

    An answer that could not be read waits for nobody any more: its new run does, if that fails too.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    was = _run_of(run)
    is_answer = was.feed.brings == Brings.ANSWERS
    if was.mapping_id is None and not is_answer:
        raise Refusal("suppliers.not_mapped")
    with transaction.atomic():
        if is_answer:
            FeedRun.objects.filter(pk=run, state=State.FAILED).update(state=State.REJECTED, decided_by=actor)
        again = _once_more(was, was.mapping_id, actor, at)
        _note("suppliers.replay", again, actor, at)
    return again.pk


def _once_more(was: FeedRun, mapping: int | None, actor: int, at: datetime) -> FeedRun:
    told = {"feed": was.feed, "name": was.name, "sha256": was.sha256, "size": was.size, "mark": was.mark}
    return FeedRun.objects.create(received_at=at, received_from_id=actor, mapping_id=mapping, **told)


def map_again(*, run: int, mapping: Mapping, actor: int, at: datetime, reason: str = "") -> int:
    """The feed's files are understood so from now on, and a file that has been decided is run once more by it.

    The new run. Refuses `accounts.may_not`, `suppliers.no_run`, and what `map_anew` finds in the mapping.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(list(forms.problems(mapping)))
    formulas.checked(mapping.formulas)
    was = _run_of(run)
    with transaction.atomic():
        version = running.remember(was.feed, mapping, actor=actor, at=at, reason=reason)
        again = _once_more(was, version.pk, actor, at)
        _note("suppliers.map_again", again, actor, at)
    return again.pk


def accept(*, run: int, actor: int, at: datetime) -> None:
    """Let a held file in with all its prices, however far they have moved.

    Refuses `accounts.may_not`, `suppliers.no_run`, `suppliers.not_held`, `suppliers.newer_applied` (what it says is
    older than what stands).
    """
    with _deciding(run, actor) as held:
        if FeedRun.objects.filter(feed=held.feed_id, pk__gt=held.pk, state=State.APPLIED).exists():
            raise Refusal("suppliers.newer_applied")
        held.state, held.accepted_at = State.WAITING, at
        _note("suppliers.accept", held, actor, at)


def reject(*, run: int, actor: int, at: datetime) -> None:
    """A held file is not let in; what stands stays. Refuses `accounts.may_not`, `suppliers.no_run` and
    `suppliers.not_held`.
    """
    with _deciding(run, actor) as held:
        held.state = State.REJECTED
        _note("suppliers.reject", held, actor, at)


def map_anew(*, run: int, mapping: Mapping, actor: int, at: datetime, reason: str = "") -> None:
    """The feed's files are understood so from now on, and the held file is run again by it.

    Refuses `accounts.may_not`, `suppliers.no_run`, `suppliers.not_held`, and what `mapping.forms.problems` and
    `formulas.checked` find.
    """
    refuse_all(list(forms.problems(mapping)))
    formulas.checked(mapping.formulas)
    with _deciding(run, actor) as held:
        held.mapping = running.remember(held.feed, mapping, actor=actor, at=at, reason=reason)
        held.state = State.WAITING
        _note("suppliers.map_anew", held, actor, at)


@contextmanager
def _deciding(run: int, actor: int) -> Iterator[FeedRun]:
    """A file that waits for a person, locked until he has decided."""
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        held = FeedRun.objects.select_for_update(of=("self",)).select_related("feed").filter(pk=run).first()
        if held is None:
            raise Refusal("suppliers.no_run")
        if held.state not in {State.HELD, State.FAILED}:
            raise Refusal("suppliers.not_held", state=held.state)
        yield held
        held.decided_by_id, held.tries = actor, 0
        held.failure = None if held.state == State.WAITING else held.failure
        held.save()


def _note(act: str, run: FeedRun, actor: int | None, at: datetime) -> None:
    facts = {"run": run.pk, "file": run.name, "sha256": run.sha256, "size": run.size, "findings": run.findings}
    come = events.ANSWERED if run.feed.brings == Brings.ANSWERS else events.RECEIVED
    announce = ((come, {"run": run.pk}),) if run.state == State.WAITING else ()
    subject = f"suppliers.feed:{run.feed_id}"
    journal.record(act=act, actor=actor, at=at, subject=subject, facts=facts, announce=announce)


def _run_of(run: int) -> FeedRun:
    found = FeedRun.objects.select_related("feed").filter(pk=run).first()
    if found is None:
        raise Refusal("suppliers.no_run")
    return found
