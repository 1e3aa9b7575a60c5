"""What the director does with the policy: works it out, approves, publishes, leads back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.domain.accounts import actions as accounts

from . import events, margins, proposals, publishing
from .document import Policy
from .drafting import change_draft, drop_draft, take_version
from .following import follow_costs, follow_inputs, follow_rates
from .lists import publish_list
from .models import Publication
from .standing import count_costs
from .working import forgive_try, left, work_out

__all__ = [
    "approve",
    "ask",
    "change_draft",
    "count_costs",
    "drop",
    "drop_draft",
    "follow_costs",
    "follow_inputs",
    "follow_rates",
    "forgive_try",
    "lead_back",
    "left",
    "publish_due",
    "publish_list",
    "simulate",
    "take_version",
    "work_out",
]


def simulate(
    *, policy: Policy, actor: int | None, at: datetime, products: Sequence[int] | None = None, reason: str = ""
) -> int:
    """What the policy would make of the prices of ``products`` (None: of all): the publication that proposes it.

    Prices in force stay as they are. Refuses `accounts.may_not` and what `compiling.compile_policy` does.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    checked = proposals.compiled(policy, at=at)
    with transaction.atomic():
        version = proposals.version_of(policy, actor=actor, at=at, reason=reason)
        publication = proposals.new(actor, at, version=version)
        proposals.work_out(checked, publication, products=products)
        proposals.count(publication, at=at)
        margins.count(publication, checked, at=at)
        proposals.note_worked_out(publication, at=at)
    return publication.pk


def ask(*, policy: Policy, actor: int | None, at: datetime, reason: str = "") -> int:
    """What `simulate` does of all products; where they are many, the worker does it (`work_out`) and nobody waits.

    Refuses what `simulate` does, at once.
    """
    if not proposals.are_many(policy):
        return simulate(policy=policy, actor=actor, at=at, reason=reason)
    accounts.require_desk(act="publish_prices", actor=actor)
    proposals.compiled(policy, at=at)
    with transaction.atomic():
        version = proposals.version_of(policy, actor=actor, at=at, reason=reason)
        publication = proposals.new(actor, at, version=version)
        proposals.note("policy.ask", publication, actor, at, announce=events.ASKED, version=version.pk)
    return publication.pk


def lead_back(*, moment: datetime, actor: int | None, at: datetime) -> int:
    """The publication that leads back to the prices of a past moment; published as any other.

    Once it is in force nothing is published by itself (`follow_inputs`) until a person publishes something else. Where
    many prices have changed since, the worker works it out and nobody waits.

    Refuses `accounts.may_not`, `policy.moment_to_come`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    if moment >= at:
        raise Refusal("policy.moment_to_come", field="moment", moment=moment)
    with transaction.atomic():
        publication = proposals.new(actor, at, restores=moment)
        if proposals.have_many_changed(since=moment):
            proposals.note("policy.ask", publication, actor, at, announce=events.ASKED, moment=moment)
        else:
            proposals.lead_back(publication, moment=moment)
            proposals.count(publication, at=at)
            margins.count_led_back(publication, at=at)
            proposals.note("policy.lead_back", publication, actor, at, moment=moment)
    return publication.pk


def approve(*, publication: int, actor: int | None, at: datetime, begins_at: datetime | None = None) -> bool:
    """The publication comes into force: at once, or (`publish_due`) at the moment ``begins_at``. Whether it has.

    A million prices take longer than anybody waits for a page: they are left to the worker's next minute; so is what
    would have to wait for others who load prices.

    Refuses `accounts.may_not`, `policy.publication_ended`, `policy.not_worked_out`, `policy.not_in_force` (it came of
    moved inputs, by a policy that was replaced since), `policy.four_eyes` (its proposer approves it himself),
    `policy.moment_past`.
    """
    accounts.require_desk(act="approve_prices", actor=actor)
    if begins_at is not None and begins_at <= at:
        raise Refusal("policy.moment_past", field="begins_at", moment=begins_at)
    with transaction.atomic():
        waiting = _waiting(publication)
        if waiting.worked_out_at is None:
            raise Refusal("policy.not_worked_out")
        if waiting.is_automatic and waiting.version != proposals.in_force():
            raise Refusal("policy.not_in_force")
        if actor is not None and actor == waiting.proposed_by_id and proposals.takes_four_eyes(waiting):
            raise Refusal("policy.four_eyes")
        waiting.approved_at, waiting.approved_by_id, waiting.begins_at = at, actor, begins_at or at
        waiting.save(update_fields=["approved_at", "approved_by_id", "begins_at"])
        proposals.note("policy.approve", waiting, actor, at, begins_at=begins_at)
        is_now = begins_at is None and waiting.prices <= proposals.MOST_AT_ONCE and publishing.has_turn_soon()
        if is_now:
            publishing.put_into_force(waiting, actor, at)
    return is_now


def drop(*, publication: int, actor: int | None, at: datetime) -> None:
    """The publication never comes into force. Refuses `accounts.may_not`, `policy.publication_ended`."""
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        waiting = _waiting(publication)
        waiting.dropped_at = at
        waiting.save(update_fields=["dropped_at"])
        proposals.note("policy.drop", waiting, actor, at)


def publish_due(*, at: datetime) -> bool:
    """Put the first publication whose moment has come into force; whether there was one."""
    with transaction.atomic():
        due = Publication.objects.filter(approved_at__isnull=False, published_at=None, dropped_at=None)
        first = due.filter(begins_at__lte=at).order_by("begins_at", "pk").select_for_update(skip_locked=True).first()
        if first is None:
            return False
        publishing.put_into_force(first, first.approved_by_id, at)
    return True


def _waiting(publication: int) -> Publication:
    """Locked, but so that the worker may lay down its prices meanwhile."""
    found = Publication.objects.select_for_update(no_key=True).filter(pk=publication).first()
    if found is None or found.published_at or found.dropped_at:
        raise Refusal("policy.publication_ended")
    return found
