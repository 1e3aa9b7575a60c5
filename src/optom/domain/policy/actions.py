"""What the director does with the policy: works it out, approves, publishes, leads back; and what happens by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import execute, statements
from optom.base.staging import one_at_a_time
from optom.domain.accounts import actions as accounts
from optom.domain.costs import queries as costs
from optom.domain.pricing import actions as pricing

from . import events, margins, proposals, standing
from .compiling import Compiled
from .document import Policy, from_json
from .drafting import change_draft, drop_draft, take_version
from .models import Publication, Version
from .standing import count_costs
from .working import left, work_out

__all__ = [
    "approve",
    "ask",
    "change_draft",
    "count_costs",
    "drop",
    "drop_draft",
    "follow_costs",
    "follow_inputs",
    "lead_back",
    "left",
    "publish_due",
    "simulate",
    "take_version",
    "work_out",
]
_sql = statements(__package__)


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

    Refuses `accounts.may_not`, `policy.moment_to_come`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    if moment >= at:
        raise Refusal("policy.moment_to_come", field="moment", moment=moment)
    with transaction.atomic():
        publication = proposals.new(actor, at, restores=moment)
        proposals.lead_back(publication, moment=moment)
        proposals.count(publication, at=at)
        margins.count_led_back(publication, at=at)
        proposals.note("policy.lead_back", publication, actor, at, moment=moment)
    return publication.pk


def approve(*, publication: int, actor: int | None, at: datetime, begins_at: datetime | None = None) -> bool:
    """The publication comes into force: at once, or (`publish_due`) at the moment ``begins_at``. Whether it has.

    A million prices take longer than anybody waits for a page: they are left to the worker's next minute.

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
        is_now = begins_at is None and waiting.prices <= proposals.MOST_AT_ONCE
        if is_now:
            _put_into_force(waiting, actor, at)
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
        _put_into_force(first, first.approved_by_id, at)
    return True


def follow_inputs(*, products: Sequence[int] | None, at: datetime) -> int | None:
    """What is known of ``products`` has changed: publish what lies in the corridor, leave the rest to the director.

    One after the other: each takes over what the one before has left waiting.

    The publication that waits for him now, with all that waited before; None: nothing does, or no policy is in force.
    Where the policy in force names what is no more, it is a publication that has failed and says so.
    """
    with transaction.atomic():
        one_at_a_time("policy.follow_inputs")
        version = proposals.in_force()
        if version is None:
            return None
        try:
            checked = proposals.compiled(from_json(version.document), at=at)
        except Refusal:
            return _cannot_follow(version, at)
        return _follow(version, checked, products, at)


def _follow(version: Version, checked: Compiled, products: Sequence[int] | None, at: datetime) -> int | None:
    asked = _with_waiting(products)
    inside, beyond = (proposals.new(None, at, version=version, is_automatic=True) for _ in range(2))
    proposals.work_out(checked, beyond, products=asked, inside=inside)
    _sql.run("drop_waiting", at=at, but=[inside.pk, beyond.pk])
    standing.count_costs(products=products, at=at)
    for publication in (inside, beyond):
        proposals.count(publication, at=at)
        margins.count(publication, checked, at=at)
    _publish_by_itself(inside, at)
    return beyond.pk if _is_worth_keeping(beyond) else None


def follow_costs(*, since: datetime, at: datetime) -> int | None:
    """`follow_inputs` of all products of which something was told since a moment."""
    return follow_inputs(products=costs.products_changed(since=since), at=at)


def _cannot_follow(version: Version, at: datetime) -> int:
    failed = proposals.new(None, at, version=version, is_automatic=True, failure="refused")
    _sql.run("drop_waiting", at=at, but=[failed.pk])
    return failed.pk


def _publish_by_itself(inside: Publication, at: datetime) -> None:
    if not _is_worth_keeping(inside):
        return
    inside.approved_at = inside.begins_at = at
    inside.save(update_fields=["approved_at", "begins_at"])
    _put_into_force(inside, None, at)


def _is_worth_keeping(publication: Publication) -> bool:
    """What proposes nothing is gone at once."""
    if publication.prices or publication.held:
        return True
    publication.delete()
    return False


def _with_waiting(products: Sequence[int] | None) -> list[int] | None:
    """These and all of which something waits since inputs moved before: one publication waits, not one a day."""
    if products is None:
        return None
    waiting = [row.product_id for row in _sql.rows("products_waiting")]
    return list(dict.fromkeys([*products, *waiting]))


def _waiting(publication: int) -> Publication:
    """Locked, but so that the worker may lay down its prices meanwhile."""
    found = Publication.objects.select_for_update(no_key=True).filter(pk=publication).first()
    if found is None or found.published_at or found.dropped_at:
        raise Refusal("policy.publication_ended")
    return found


def _put_into_force(publication: Publication, actor: int | None, at: datetime) -> None:
    def fill() -> int:
        texts = (_sql.text("put_into_force").replace("--coming--", coming) for coming in proposals.coming())
        return sum(execute(text, {"publication": publication.pk}) for text in texts)

    source = f"policy.publication:{publication.pk}"
    published = pricing.publish_prepared(fill, at=at, source=source, actor=actor)
    publication.published_at, publication.overtaken = published.at, publication.prices - published.prices
    publication.save(update_fields=["published_at", "overtaken"])
    heard = events.ADOPTED if _adopt(publication, published.at) else ""
    proposals.note("policy.publish", publication, actor, at, announce=heard, overtaken=publication.overtaken)


def _adopt(publication: Publication, at: datetime) -> bool:
    """The version that was published is in force from now on, unless it was anyway. Whether it has become so.

    What came of moved inputs brings no policy back that was replaced while it waited for its moment.
    """
    version, current = publication.version, proposals.in_force()
    if version is None or version == current or publication.is_automatic:
        return False
    version.adopted_at = at
    version.save(update_fields=["adopted_at"])
    return True
