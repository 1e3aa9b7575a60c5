"""Publications as they come about: new, worked out, counted."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.base.bulk import take_room
from optom.base.business_day import business_day
from optom.base.refusal import refuse_all
from optom.base.sql import execute, statements
from optom.base.staging import analyse
from optom.base.texts import too_long
from optom.domain.journal import actions as journal
from optom.domain.pricing import queries as pricing

from . import events, inputs
from .compiling import Checked, Compiled, Target, check_policy, compile_policy
from .document import Policy, as_json, from_json
from .evaluating import proposed
from .models import Publication, Version

_sql = statements(__package__)
_MANY = 50_000
MOST_AT_ONCE = 100_000
"""So many prices are worked out while a page is waited for."""
_COUNTS = ("prices", "dearer", "cheaper", "held")
STEPS = (-50, -30, -20, -10, -5, -3, -1, 0, 1, 3, 5, 10, 20, 30, 50)
"""Between which percents moves are counted together."""


def compiled(policy: Policy, *, at: datetime) -> Compiled:
    """The policy of the business day of ``at``. Refuses what `compile_policy` does."""
    return compile_policy(policy, inputs=inputs.known(at=at), targets=targets(), day=business_day(at))


def checked(policy: Policy, *, at: datetime) -> Checked:
    """The policy as far as it can be read, of any day."""
    return check_policy(policy, inputs=inputs.known(at=at), targets=targets())


def named(policy: Policy, *, at: datetime) -> set[str]:
    """The names of all fields that formulas of the policy name, as far as they can be read."""
    formulas = checked(policy, at=at).formulas.values()
    return {field.name for formula in formulas for field in formula.fields}


def targets() -> list[Target]:
    """The columns of prices, in their order."""
    return [Target(one.id, one.code, one.name, one.currency) for one in pricing.columns()]


def version_of(policy: Policy, *, actor: int | None, at: datetime, reason: str = "") -> Version:
    """The version that says this: the last one if it does, else a new one. Refuses a reason that is too long."""
    refuse_all(too_long(reason=(reason, 300)))
    before = last()
    if before and from_json(before.document) == policy:
        return before
    return Version.objects.create(document=as_json(policy), made_at=at, made_by_id=actor, reason=reason)


def in_force() -> Version | None:
    """The version by which prices are made now: the one adopted last."""
    return Version.objects.filter(adopted_at__isnull=False).order_by("-adopted_at", "-pk").first()


def led_back_by() -> int | None:
    """The publication that came into force last, where it leads back to past prices."""
    published = Publication.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    found = published.values_list("pk", "restores").first()
    return found[0] if found and found[1] else None


def last() -> Version | None:
    """The version that was made last."""
    return Version.objects.order_by("-pk").first()


def new(actor: int | None, at: datetime, **how: Any) -> Publication:
    """A publication without prices yet."""
    return Publication.objects.create(proposed_at=at, proposed_by_id=actor, **how)


def work_out(
    checked: Compiled, into: Publication, *, products: Sequence[int] | None, inside: Publication | None = None
) -> None:
    """All prices that the policy makes otherwise than they are, ``into`` one publication.

    ``inside`` takes those that lie in the corridor, where it is given. A constant number of statements.
    """
    if not checked.columns:
        return
    take_room()
    text = _sql.text("work_out").replace("--worked-out--", proposed(checked, with_corridor=inside is not None))
    execute(text, {"products": None if products is None else list(products)})
    many = _sql.run("propose", publication=into.pk, inside=None if inside is None else inside.pk)
    _sql.run("forget_worked_out")
    if many >= _MANY:
        analyse("policy_proposedprice")


def have_many_changed(*, since: datetime) -> bool:
    """Whether so many prices have changed since a moment that nobody should wait for the way back."""
    is_so: bool = _sql.value("have_many_changed", since=since, most=MOST_AT_ONCE)
    return is_so


def lead_back(into: Publication, *, moment: datetime) -> None:
    """The prices of a past moment, wherever they are others now."""
    take_room()
    if _sql.run("propose_past", publication=into.pk, moment=moment) >= _MANY:
        analyse("policy_proposedprice")


def coming() -> tuple[str, str]:
    """What of a ``%(publication)s`` comes into force, prices and breaks: each a select of ``column_id, product_id,
    from_quantity, amount, before``.
    """
    prices = f"\n{_sql.text('prices_coming')}"
    return prices, f"\n{_sql.text('breaks_coming')}".replace("--prices--", prices)


def count(publication: Publication, *, at: datetime) -> None:
    """It is worked out: tell how many prices it moves and how many are held back, in all and of each part."""
    _sql.run("gather_parts", publication=publication.pk, steps=[Decimal(step) / 100 for step in STEPS])
    _sql.run("count_parts", publication=publication.pk)
    _sql.run("forget_worked_out")
    counts = _sql.one("count_proposed", publication=publication.pk)
    for name in _COUNTS:
        setattr(publication, name, getattr(counts, name))
    publication.worked_out_at = at
    publication.save(update_fields=["worked_out_at", *_COUNTS])


def are_many(policy: Policy) -> bool:
    """Whether so many prices come of it that nobody should wait for them."""
    columns = max(len(policy.columns()), 1) * (1 + len(policy.breaks))
    is_so: bool = _sql.value("are_many", most=MOST_AT_ONCE // columns)
    return is_so


def note(
    act: str, publication: Publication, actor: int | None, at: datetime, *, announce: str = "", **facts: Any
) -> None:
    """An entry of the journal about a publication, and the fact of it that is announced."""
    counts = {"prices": publication.prices, "held": publication.held}
    heard = [(announce, {"publication": publication.pk})] if announce else []
    subject = f"policy.publication:{publication.pk}"
    journal.record(act=act, actor=actor, at=at, subject=subject, facts={**counts, **facts}, announce=heard)


def note_worked_out(publication: Publication, *, at: datetime) -> None:
    """What a version makes of prices; announced as long as none is in force, for then it also says what goods cost."""
    heard = "" if in_force() else events.PROPOSED
    version = publication.version_id
    note("policy.simulate", publication, publication.proposed_by_id, at, announce=heard, version=version)


def takes_four_eyes(publication: Publication) -> bool:
    """As the policy in force has it: a new one can't set its own approver free."""
    judge = in_force() or publication.version
    return from_json(judge.document).four_eyes if judge else True
