"""Replay the orders of the last weeks at the prices of a publication that moves all of them, beside the same by hand.

The floor is one statement that derives what all contracts pay now and would pay, into a table, and one that adds it up
by the same parts. It knows no open orders and keeps nothing. What both tell is asserted to be equal.
Costs and the publication are made for the run; all of it is rolled back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench import replay_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.base.business_day import business_day
from optom.domain.policy.document import Policy, as_json
from optom.domain.policy.models import Publication, Version
from optom.domain.replay import actions, queries
from optom.domain.replay.models import Replay

ROUNDS = 5

_COSTS = """
insert into costs_figure (input_id, product_id, amount)
select i.id, p.id, 10 + mod(p.id, 900) from costs_input i cross join catalog_product p where i.name = 'planned_cost'
on conflict (input_id, product_id) do update set amount = excluded.amount
"""
_PRICES = """
insert into policy_proposedprice (publication_id, column_id, product_id, before, amount)
select %(publication)s, column_id, product_id, amount, round(amount * 1.05, 2) from pricing_columnprice
where round(amount * 1.05, 2) <> amount
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("replay", "orders of the last weeks at proposed prices, beside the floor in SQL")
    options.add_argument("--weeks", type=int, nargs="*", default=[13, 104])
    given = options.parse_args(arguments)
    with transaction.atomic():
        at = timezone.now()
        publication = _proposed(at)
        say((_measured(publication, weeks, at, given.size) for weeks in given.weeks), as_json=given.json)
        transaction.set_rollback(True)
    return 0


def _proposed(at: datetime) -> int:
    """All prices of all columns a twentieth dearer."""
    version = Version.objects.create(document=as_json(Policy(cost="planned_cost * 1.02")), made_at=at)
    publication = Publication.objects.create(version=version, proposed_at=at, worked_out_at=at)
    with connection.cursor() as cursor:
        cursor.execute(_COSTS)
        cursor.execute(_PRICES, {"publication": publication.pk})
        cursor.execute("analyze costs_figure, policy_proposedprice")
    return publication.pk


def _measured(publication: int, weeks: int, at: datetime, size: str) -> Result:
    floor, ours = [], []
    values = {"at": at, "since": at - timedelta(weeks=weeks), "today": business_day(at), "publication": publication}
    with counted() as sent:
        _replay(publication, weeks, at)
    for _ in range(ROUNDS):
        floor.append(timed(lambda: replay_floor.replay(**values)))
        ours.append(timed(lambda: _replay(publication, weeks, at)))
    told = queries.told(Replay.objects.latest("pk").pk).ordered
    assert (told.lines, told.present, told.proposed, told.cost) == replay_floor.told(), "both sides do the same work"
    p50, floor_p50 = percentile(ours, 50), percentile(floor, 50)
    case = f"{weeks} weeks, {told.lines:,} lines"
    return Result("replay", case, size, p50, percentile(ours, 95), 1000 / p50, floor_p50, p50 / floor_p50, len(sent))


def _replay(publication: int, weeks: int, at: datetime) -> None:
    """However many lines there are, at once."""
    found = Replay.objects.create(publication_id=publication, weeks=weeks, asked_at=at)
    actions.work_out(replay=found.pk, at=at)
