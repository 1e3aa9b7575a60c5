"""Files of feeds: they come, are run by the worker, and are decided where guards have held them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from optom.base import kept_files
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events, formulas, running
from optom.domain.suppliers.mapping import forms
from optom.domain.suppliers.mapping.value import Mapping
from optom.domain.suppliers.models import FeedRun
from optom.domain.suppliers.rules import State

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
    if not of.is_active:
        raise Refusal("suppliers.feed_closed")
    if not path.stat().st_size:
        raise Refusal("suppliers.file_empty", field="file", name=name)
    kept = kept_files.keep_file(path)
    told = {"feed": of, "name": name[-_NAME:], "sha256": kept.sha256, "size": kept.size, "mark": mark}
    return _begin(FeedRun(received_at=at, received_from_id=actor, **told), "suppliers.receive", actor, at)


def replay(*, run: int, actor: int, at: datetime) -> int:
    """The same file once more, understood as it was then; the new run's id. Refuses `accounts.may_not`,
    `suppliers.no_run`, `suppliers.not_mapped` (it never came so far).
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    was = _run_of(run)
    if was.mapping_id is None:
        raise Refusal("suppliers.not_mapped")
    told = {"feed_id": was.feed_id, "name": was.name, "sha256": was.sha256, "size": was.size, "mark": was.mark}
    again = FeedRun(received_at=at, received_from_id=actor, mapping_id=was.mapping_id, **told)
    return _begin(again, "suppliers.replay", actor, at)


def _begin(run: FeedRun, act: str, actor: int | None, at: datetime) -> int:
    with transaction.atomic():
        run.save()
        facts = {"run": run.pk, "file": run.name, "sha256": run.sha256, "size": run.size}
        _record(act, run, actor, at, facts)
    return run.pk


def accept(*, run: int, actor: int, at: datetime) -> None:
    """Let a held file in with all its prices, however far they have moved.

    Refuses `accounts.may_not`, `suppliers.no_run`, `suppliers.not_held`, `suppliers.newer_applied` (what it says is
    older than what stands).
    """

    def accepted(held: FeedRun) -> None:
        if FeedRun.objects.filter(feed=held.feed_id, pk__gt=held.pk, state=State.APPLIED).exists():
            raise Refusal("suppliers.newer_applied")
        held.state, held.accepted_at = State.WAITING, at

    _decide(run, accepted, "suppliers.accept", actor, at)


def reject(*, run: int, actor: int, at: datetime) -> None:
    """A held file is not let in; what stands stays. Refuses `accounts.may_not`, `suppliers.no_run` and
    `suppliers.not_held`.
    """

    def rejected(held: FeedRun) -> None:
        held.state = State.REJECTED

    _decide(run, rejected, "suppliers.reject", actor, at)


def map_anew(*, run: int, mapping: Mapping, actor: int, at: datetime, reason: str = "") -> None:
    """The feed's files are understood so from now on, and the held file is run again by it.

    Refuses `accounts.may_not`, `suppliers.no_run`, `suppliers.not_held`, and what `mapping.forms.problems` and
    `formulas.checked` find.
    """
    refuse_all(list(forms.problems(mapping)))
    formulas.checked(mapping.formulas)

    def mapped(held: FeedRun) -> None:
        held.mapping = running.remember(held.feed, mapping, actor=actor, at=at, reason=reason)
        held.state = State.WAITING

    _decide(run, mapped, "suppliers.map_anew", actor, at)


def _decide(run: int, change: Callable[[FeedRun], None], act: str, actor: int, at: datetime) -> None:
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        held = FeedRun.objects.select_for_update(of=("self",)).select_related("feed").filter(pk=run).first()
        if held is None:
            raise Refusal("suppliers.no_run")
        if held.state not in {State.HELD, State.FAILED}:
            raise Refusal("suppliers.not_held", state=held.state)
        change(held)
        held.decided_by_id, held.tries, held.failure = actor, 0, None
        held.save()
        _record(act, held, actor, at, {"run": held.pk, "file": held.name, "findings": held.findings})


def _record(act: str, run: FeedRun, actor: int | None, at: datetime, facts: dict[str, Any]) -> None:
    announce = ((events.RECEIVED, {"run": run.pk}),) if run.state == State.WAITING else ()
    subject = f"suppliers.feed:{run.feed_id}"
    journal.record(act=act, actor=actor, at=at, subject=subject, facts=facts, announce=announce)


def _run_of(run: int) -> FeedRun:
    found = FeedRun.objects.filter(pk=run).first()
    if found is None:
        raise Refusal("suppliers.no_run")
    return found
