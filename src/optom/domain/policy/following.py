"""Prices follow what is known of goods: inside the corridor by themselves, beyond it when the director says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.staging import one_at_a_time
from optom.domain.costs import queries as costs
from optom.domain.costs.inputs import MEASURED

from . import margins, proposals, publishing, standing
from .compiling import Compiled
from .document import from_json
from .models import Publication, Version

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The version in force, and what has led back to past prices since anything else came into force."""

    version: Version | None
    led_back_by: int | None


def follow_inputs(*, products: Sequence[int] | None, at: datetime) -> int | None:
    """What is known of ``products`` has changed: publish what lies in the corridor, leave the rest to the director.

    One after the other: each takes over what the one before has left waiting. Where prices were led back last, all of
    it is left to the director: else they would come again by themselves. Is anything published meanwhile that makes it
    otherwise, it is done anew.

    The publication that waits for him now, with all that waited before; None: nothing does, or no policy is in force.
    Where the policy in force names what is no more, it is a publication that has failed and says so.
    """
    with transaction.atomic():
        one_at_a_time("policy.follow_inputs")
        stands = _standing()
        if stands.version is None:
            return None
        try:
            checked = proposals.compiled(from_json(stands.version.document), at=at)
        except Refusal:
            return _cannot_follow(stands.version, at)
        inside, beyond = (proposals.new(None, at, version=stands.version, is_automatic=True) for _ in range(2))
        _work_out(checked, inside, beyond, products=products, at=at, with_corridor=stands.led_back_by is None)
        publishing.take_turn()
        if _standing() == stands:
            return _keep(inside, beyond, at)
        transaction.set_rollback(True)
    return follow_inputs(products=products, at=at)


def follow_costs(*, since: datetime, at: datetime) -> int | None:
    """`follow_inputs` of all products of which something was told since a moment, or measured that the policy names."""
    with_measured = not MEASURED.isdisjoint(_named(at))
    products = costs.products_changed(since=since, with_measured=with_measured)
    return follow_inputs(products=products, at=at) if products else None


def follow_rates(*, currencies: Sequence[str], at: datetime) -> int | None:
    """`follow_inputs` of all products where the policy in force names one of the currencies."""
    return None if _named(at).isdisjoint(currencies) else follow_inputs(products=None, at=at)


def _named(at: datetime) -> set[str]:
    """What the formulas of the policy in force name."""
    version = proposals.in_force()
    return proposals.named(from_json(version.document), at=at) if version else set()


def _standing() -> _Standing:
    return _Standing(proposals.in_force(), proposals.led_back_by())


def _work_out(
    checked: Compiled,
    inside: Publication,
    beyond: Publication,
    *,
    products: Sequence[int] | None,
    at: datetime,
    with_corridor: bool,
) -> None:
    asked = _with_waiting(products)
    proposals.work_out(checked, beyond, products=asked, inside=inside if with_corridor else None)
    _sql.run("drop_waiting", at=at, but=[inside.pk, beyond.pk])
    standing.count_costs(products=products, at=at)
    for publication in (inside, beyond):
        proposals.count(publication, at=at)
        margins.count(publication, checked, at=at)


def _cannot_follow(version: Version, at: datetime) -> int:
    failed = proposals.new(None, at, version=version, is_automatic=True, failure="refused")
    _sql.run("drop_waiting", at=at, but=[failed.pk])
    return failed.pk


def _keep(inside: Publication, beyond: Publication, at: datetime) -> int | None:
    _publish_by_itself(inside, at)
    return beyond.pk if _is_worth_keeping(beyond) else None


def _publish_by_itself(inside: Publication, at: datetime) -> None:
    if not _is_worth_keeping(inside):
        return
    inside.approved_at = inside.begins_at = at
    inside.save(update_fields=["approved_at", "begins_at"])
    publishing.put_into_force(inside, None, at)


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
