"""Publications as they come about: new, worked out, counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from optom.base.bulk import take_room
from optom.base.business_day import business_day
from optom.base.sql import execute, statements
from optom.base.staging import analyse
from optom.domain.journal import actions as journal
from optom.domain.pricing import queries as pricing

from . import inputs
from .compiling import Checked, Compiled, Target, check_policy, compile_policy
from .document import Policy, as_json
from .evaluating import proposed
from .models import Publication, Version

_sql = statements(__package__)
_MANY = 50_000
_COUNTS = ("prices", "dearer", "cheaper", "held")


def compiled(policy: Policy, *, at: datetime) -> Compiled:
    """The policy of the business day of ``at``. Refuses what `compile_policy` does."""
    return compile_policy(policy, inputs=inputs.FIELDS, targets=targets(), day=business_day(at))


def checked(policy: Policy) -> Checked:
    """The policy as far as it can be read, of any day."""
    return check_policy(policy, inputs=inputs.FIELDS, targets=targets())


def targets() -> list[Target]:
    """The columns of prices, in their order."""
    return [Target(one.id, one.code, one.name, one.currency) for one in pricing.columns()]


def version_of(policy: Policy, *, actor: int | None, at: datetime, reason: str = "") -> Version:
    """The version that says this: the last one if it does, else a new one."""
    document, last = as_json(policy), Version.objects.order_by("-pk").first()
    if last and last.document == document:
        return last
    return Version.objects.create(document=document, made_at=at, made_by_id=actor, reason=reason)


def in_force() -> Version | None:
    """The version by which prices are made now: the one adopted last."""
    return Version.objects.filter(adopted_at__isnull=False).order_by("-adopted_at", "-pk").first()


def new(actor: int | None, at: datetime, **how: Any) -> Publication:
    """A publication without prices yet."""
    return Publication.objects.create(proposed_at=at, proposed_by_id=actor, **how)


def work_out(
    checked: Compiled, into: Publication, *, products: Sequence[int] | None, inside: Publication | None = None
) -> None:
    """All prices that the policy makes otherwise than they are, ``into`` one publication.

    ``inside`` takes those that lie in the corridor, where it is given. One statement for any number of prices.
    """
    if not checked.columns:
        return
    take_room()
    text = _sql.text("propose").replace("--worked-out--", proposed(checked, inputs.JOINS))
    values = {
        "publication": into.pk,
        "inside": None if inside is None else inside.pk,
        "products": None if products is None else list(products),
    }
    if execute(text, values) >= _MANY:
        analyse("policy_proposedprice")


def lead_back(into: Publication, *, moment: datetime) -> None:
    """The prices of a past moment, wherever they are others now."""
    _sql.run("propose_past", publication=into.pk, moment=moment)


def count(publication: Publication) -> None:
    """Tell how many prices it moves and how many are held back."""
    counts = _sql.one("count_proposed", publication=publication.pk)
    for name in _COUNTS:
        setattr(publication, name, getattr(counts, name))
    publication.save(update_fields=_COUNTS)


def note(act: str, publication: Publication, actor: int | None, at: datetime, **facts: Any) -> None:
    """An entry of the journal about a publication."""
    counts = {"prices": publication.prices, "held": publication.held}
    subject = f"policy.publication:{publication.pk}"
    journal.record(act=act, actor=actor, at=at, subject=subject, facts={**counts, **facts})
