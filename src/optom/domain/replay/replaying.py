"""Lines laid over prices: one statement prices them, whatever their number, another adds them up."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone_name

from optom.base.bulk import take_room
from optom.base.business_day import business_day
from optom.base.sql import execute, fetch, statements
from optom.base.staging import analyse
from optom.domain.policy import queries as policy
from optom.domain.pricing import queries as pricing

from .models import Replay

MOST_AT_ONCE = 100_000
"""So many lines are replayed while a page is waited for."""
_sql = statements(__package__)


def are_many(*, weeks: int, at: datetime) -> bool:
    """Whether so many lines are to be replayed that nobody should wait for them."""
    text = _with_lines("are_many")
    is_so: bool = fetch(text, {**_of_lines(weeks, at), "most": MOST_AT_ONCE}, prepare=False)[0].is_so
    return is_so


def costs_of(publication: policy.PublicationRow | None, *, at: datetime) -> str:
    """What goods cost by the policy that proposes the prices; by the one in force where it leads back to past ones.

    Refuses what `policy.costs_sql` does.
    """
    version = publication.version if publication else None
    proposing = policy.policy_of(version) if version else None
    return policy.costs_sql(proposing or policy.policy_in_force(), at=at)


def replay(asked: Replay, *, costs: str, at: datetime) -> None:
    """What the lines were sold for, come to now and would come to, added up by parts."""
    take_room()
    values = _of_lines(asked.weeks, at)
    products = fetch(_with_lines("sold_products"), values, prepare=False)[0].products or []
    text = (
        _with_lines("replay")
        .replace("--present--", pricing.prices_sql("n"))
        .replace("--proposed--", pricing.prices_sql("s", changes=policy.coming_sql()))
        .replace("--costs--", costs)
    )
    execute(text, {**values, "at": at, "publication": asked.publication_id, "products": products})
    analyse("replayed")
    _sql.run("total", replay=asked.pk)
    _sql.run("forget_replayed")


def _with_lines(name: str) -> str:
    return _sql.text(name).replace("--lines--", f"\n{_sql.text('lines')}")


def _of_lines(weeks: int, at: datetime) -> dict[str, Any]:
    since = at - timedelta(weeks=weeks)
    return {"since": since, "at": at, "today": business_day(at), "zone": get_default_timezone_name()}
