"""What is done with terms by rules: written, proposed for the contracts that follow them, approved, put into force."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import execute, statements
from optom.base.staging import one_at_a_time
from optom.base.texts import too_long
from optom.base.working_days import working_day_from
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.journal.actions import Deed
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.actions import NewScheme

from . import compiling, evaluating, inputs, queries
from .models import Proposal, Version

_sql = statements(__package__)


def write(*, policy: Policy, expected: int, actor: int | None, at: datetime) -> int:
    """The rules say this from now on, formulas that don't fit yet too; the version that says it.

    Nothing of contracts changes. ``expected`` is the version that the writer has seen (0: none). Refuses
    `accounts.may_not`, `policy.draft_moved`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    document = policies.as_json(compiling.kept(policy, at=at))
    with transaction.atomic():
        one_at_a_time("agreeing.write")
        last = Version.objects.order_by("-pk").first()
        if last and last.pk != expected:
            by = queries.written_by(last)
            raise Refusal("policy.draft_moved", edits=last.pk, by=by, changed_at=last.made_at)
        if last and last.document == document:
            return last.pk
        made = Version.objects.create(document=document, made_at=at, made_by_id=actor)
        _note("write", f"version:{made.pk}", {"rules": len(policy.rules)}, actor, at)
    return made.pk


def follow(*, contracts: Sequence[int], actor: int | None, at: datetime, reason: str = "") -> int:
    """From now on the column and the discount of these contracts follow the rules; of how many they had not.

    Nothing changes until a proposal is approved. Refuses `accounts.may_not`, `pricing.reason_missing`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    _require_reason(reason, actor)
    with transaction.atomic():
        rows = _sql.rows("follow", contracts=list(contracts), at=at, actor=actor, reason=reason.strip())
        journal.record_each(act="agreeing.follow", actor=actor, at=at, deeds=_deeds(rows, reason))
    return len(rows)


def unfollow(*, contracts: Sequence[int], actor: int | None, at: datetime, reason: str = "") -> int:
    """Their terms are a matter of people again, and stay as they are. Refuses as `follow` does."""
    accounts.require_desk(act="set_terms", actor=actor)
    _require_reason(reason, actor)
    with transaction.atomic():
        rows = _sql.rows("unfollow", contracts=list(contracts))
        journal.record_each(act="agreeing.unfollow", actor=actor, at=at, deeds=_deeds(rows, reason))
    return len(rows)


def _require_reason(reason: str, actor: int | None) -> None:
    missing = [Refusal("pricing.reason_missing", field="reason")] if actor is not None and not reason.strip() else []
    refuse_all([*missing, *too_long(reason=(reason, 300))])


def _deeds(rows: Sequence[Any], reason: str) -> list[Deed]:
    return [Deed(f"companies.contract:{row.contract}", row.company, {"reason": reason.strip()}) for row in rows]


def propose(*, version: int, actor: int | None, at: datetime, reason: str = "") -> int:
    """What the rules of a version would make of the terms of all contracts that follow them: the proposal.

    Refuses `accounts.may_not`, `policy.version_unknown`, and what `compiling.compiled` does.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    refuse_all(too_long(reason=(reason, 300)))
    with transaction.atomic():
        return _propose(queries.version_of(version), actor, at, reason=reason.strip()).pk


def _propose(version: Version, actor: int | None, at: datetime, **how: Any) -> Proposal:
    """Three statements for any number of contracts, beside those that read the rules."""
    checked = compiling.compiled(policies.from_json(version.document), at=at, day=business_day(at))
    made = Proposal.objects.create(version=version, proposed_at=at, proposed_by_id=actor, **how)
    text = _sql.text("propose").replace("--worked-out--", evaluating.proposed(checked))
    execute(text, {"proposal": made.pk, **queries.bounds(None, at)})
    made.changes, made.held = _sql.one("count_proposed", proposal=made.pk)
    made.save(update_fields=["changes", "held"])
    facts = {"version": version.pk, "changes": made.changes, "held": made.held}
    _note("propose", f"proposal:{made.pk}", facts, actor, at)
    return made


def propose_for_quarter(*, at: datetime) -> int | None:
    """On the first working day of a quarter, or the first one on which it is asked, the rules in force make a proposal.

    None: it was made, or none is in force, or they came into force in this quarter. Rules that can't be read any more
    refuse as `propose` does.
    """
    day, version = business_day(at), queries.in_force()
    quarter = inputs.quarter_of(day)
    if version is None or version.adopted_at is None or day < working_day_from(quarter.begins_on):
        return None
    is_made = Proposal.objects.filter(quarter_on=quarter.begins_on).exists()
    if is_made or inputs.quarter_of(business_day(version.adopted_at)) == quarter:
        return None
    try:
        with transaction.atomic():
            return _propose(version, None, at, quarter_on=quarter.begins_on).pk
    except IntegrityError:  # another worker was faster
        return None


def approve(*, proposal: int, actor: int | None, at: datetime, begins_at: datetime | None = None) -> int | None:
    """The proposed terms come into force: at once, or (`apply_due`) at ``begins_at``. How many did; None: they will.

    Refuses `accounts.may_not`, `agreeing.proposal_ended`, `agreeing.not_in_force` (the clock made it, by rules that
    were replaced since), `policy.four_eyes` (its proposer approves it himself), `policy.moment_past`.
    """
    accounts.require_desk(act="approve_prices", actor=actor)
    if begins_at is not None and begins_at <= at:
        raise Refusal("policy.moment_past", field="begins_at", moment=begins_at)
    with transaction.atomic():
        waiting = _waiting(proposal)
        if waiting.quarter_on and waiting.version_id != queries.in_force_key():
            raise Refusal("agreeing.not_in_force")
        if queries.is_own(waiting, actor):
            raise Refusal("policy.four_eyes")
        waiting.approved_at, waiting.approved_by_id, waiting.begins_at = at, actor, begins_at or at
        waiting.save(update_fields=["approved_at", "approved_by_id", "begins_at"])
        _note("approve", f"proposal:{proposal}", {"changes": waiting.changes, "begins_at": begins_at}, actor, at)
        return _apply(waiting, at) if begins_at is None else None


def drop(*, proposal: int, actor: int | None, at: datetime) -> None:
    """The proposal never comes into force. Refuses `accounts.may_not`, `agreeing.proposal_ended`."""
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        waiting = _waiting(proposal)
        waiting.dropped_at = at
        waiting.save(update_fields=["dropped_at"])
        _note("drop", f"proposal:{proposal}", {}, actor, at)


def apply_due(*, at: datetime) -> bool:
    """Put the first approved proposal whose moment has come into force; whether there was one."""
    with transaction.atomic():
        due = Proposal.objects.filter(approved_at__isnull=False, applied_at=None, dropped_at=None, begins_at__lte=at)
        first = due.order_by("begins_at", "pk").select_for_update(skip_locked=True).first()
        if first is None:
            return False
        _apply(first, at)
    return True


def _waiting(proposal: int) -> Proposal:
    found = Proposal.objects.select_for_update().filter(pk=proposal).first()
    if found is None or found.applied_at or found.dropped_at:
        raise Refusal("agreeing.proposal_ended")
    return found


def _apply(proposal: Proposal, at: datetime) -> int:
    """Terms that were changed meanwhile stay; so do those of contracts that have ceased to follow.

    What the clock has proposed brings no rules back that were replaced while it waited for its moment.
    """
    rules = policies.from_json(proposal.version.document).rules
    day = business_day(proposal.proposed_at).isoformat()
    schemes = [
        NewScheme(
            row.contract, row.column_before, row.discount_before, row.column, row.discount,
            queries.name_of_rule(rules, row.rule)[:300], {**orjson.loads(row.known), "day": day},
        )
        for row in _sql.rows("to_apply", proposal=proposal.pk)
    ]  # fmt: skip
    moved = pricing.set_schemes(schemes=schemes, actor=proposal.approved_by_id, at=at) if schemes else 0
    proposal.applied_at, proposal.overtaken = at, proposal.changes - moved
    proposal.save(update_fields=["applied_at", "overtaken"])
    if proposal.quarter_on is None and proposal.version_id != queries.in_force_key():
        Version.objects.filter(pk=proposal.version_id).update(adopted_at=at)
    facts = {"changes": proposal.changes, "overtaken": proposal.overtaken}
    _note("apply", f"proposal:{proposal.pk}", facts, proposal.approved_by_id, at)
    return moved


def _note(act: str, subject: str, facts: dict[str, Any], actor: int | None, at: datetime) -> None:
    journal.record(act=f"agreeing.{act}", actor=actor, at=at, subject=f"agreeing.{subject}", facts=facts)
