"""How goods sell and what the market asks, measured at night from the ledgers of stock and what was seen."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import get_default_timezone_name

from optom.base.bulk import take_room
from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.staging import analyse, one_at_a_time
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from . import events
from .models import Bounds
from .queries import BoundsRow, bounds

_sql = statements(__package__)
_HUNDRED = Decimal(100)


def measure(*, at: datetime) -> None:
    """Look at all moves of stock of the last year and at all prices of competitors anew. Ten statements."""
    with transaction.atomic():
        take_turn()
        take_room()
        _sql.run("forget_measured")
        _sql.run("measure_demand", at=at, zone=get_default_timezone_name())
        analyse("measured_demand")
        many = _sql.run("demand_gone", at=at) + _sql.run("demand_measured", at=at)
        _sql.run("forget_touched")
        _sql.run("touch_all")
        many += measure_market(at=at)
        if many:
            journal.record(act="costs.measure", actor=None, at=at, facts={"count": many}, announce=events.changed(at))


def take_turn() -> None:
    """Who measures does so alone. Inside a transaction."""
    one_at_a_time("costs.measuring")


def measure_market(*, at: datetime) -> int:
    """The prices of competitors for the products that were touched, as of the day of ``at``; of how many they moved."""
    since = _counted_since(business_day(at))
    analyse("touched_market")
    return _sql.run("market_gone", since=since, at=at) + _sql.run("market_measured", since=since, at=at)


def _counted_since(day: date) -> date:
    return day - timedelta(days=bounds().market_days)


def set_bounds(*, wanted: BoundsRow, actor: int | None, at: datetime) -> None:
    """Goods are classed so from the next measuring on. Refuses `accounts.may_not`, `costs.bounds_wrong`."""
    accounts.require_desk(act="set_costs", actor=actor)
    if not _are_sensible(wanted):
        raise Refusal("costs.bounds_wrong")
    told = {name: getattr(wanted, name) for name in BoundsRow.__slots__}
    with transaction.atomic():
        Bounds.objects.filter(pk=1).update(**told)
        journal.record(act="costs.set_bounds", actor=actor, at=at, facts=told)


def _are_sensible(wanted: BoundsRow) -> bool:
    shares = wanted.a_share > 0 and wanted.b_share >= 0 and wanted.a_share + wanted.b_share <= _HUNDRED
    return shares and 0 <= wanted.x_variation <= wanted.y_variation < _HUNDRED**2 and 0 < wanted.market_days <= 3650  # noqa: PLR2004 -- ten years
