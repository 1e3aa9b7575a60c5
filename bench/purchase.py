"""Measure what is short of all goods and order it of who lands it at the least, beside the floor of hand-written SQL.

A fifth of all goods is kept at a least stock beyond what stands, so that much is short. All of it is one transaction
that is rolled back: nothing is committed, by neither side.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import purchase_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.base.business_day import business_day
from optom.domain.purchasing import actions

ROUNDS = 3
_SHORT = """
insert into purchasing_minimum (product_id, quantity)
select id, 1000000 from catalog_product where is_active and id %% %(share)s = 0
on conflict (product_id) do update set quantity = excluded.quantity
"""
_WAREHOUSE = "select id from stock_warehouse where is_active order by id limit 1"


def main(arguments: Sequence[str]) -> int:
    """Measure it; 0 when it was possible."""
    options = parser("purchase", "measure what is short and order it against the floor in SQL")
    options.add_argument("--share", type=int, default=5, help="of how many products one is short")
    given = options.parse_args(arguments)
    say(_measured(given.share, size=given.size), as_json=given.json)
    return 0


def _measured(share: int, *, size: str) -> Iterator[Result]:
    at = timezone.now()
    ours = [_once(share, lambda: actions.measure_needs(at=at), _order(at)) for _ in range(ROUNDS)]
    floor = [
        _once(
            share,
            lambda: purchase_floor.measure(_raw(), day=business_day(at)),
            lambda: purchase_floor.order(_raw()),
        )
        for _ in range(ROUNDS)
    ]
    for place, name in enumerate(("measured", "ordered")):
        mine, theirs = ([one[place] for one in side] for side in (ours, floor))
        yield _result(name, mine, theirs, size)


def _result(
    name: str, ours: Sequence[tuple[float, int, int]], floor: Sequence[tuple[float, int, int]], size: str
) -> Result:
    p50, floor_p50 = (percentile([one[0] for one in side], 50) for side in (ours, floor))
    many = ours[0][1]
    return Result(
        bench="purchase",
        case=f"{many} needs {name}",
        size=size,
        p50_ms=round(p50, 1),
        p95_ms=round(percentile([one[0] for one in ours], 95), 1),
        per_s=round(1000 * many / p50, 1),
        floor_p50_ms=round(floor_p50, 1),
        ratio=round(p50 / floor_p50, 2),
        statements=ours[0][2],
    )


def _order(at: datetime) -> Callable[[], int]:
    def order() -> int:
        with connection.cursor() as cursor:
            cursor.execute(_WAREHOUSE)
            [place] = cursor.fetchone()
        return sum(one.lines for one in actions.order_needs(warehouse=place, actor=None, at=at))

    return order


def _once(share: int, *acts: Callable[[], int]) -> list[tuple[float, int, int]]:
    """Of each act: seconds, how many needs, statements."""
    with _short(share):
        return [_counted(act) for act in acts]


def _counted(act: Callable[[], int]) -> tuple[float, int, int]:
    many: list[int] = []
    with counted() as sent:
        seconds = timed(lambda: many.append(act()))
    return seconds, many[0], len([text for text in sent if "SAVEPOINT" not in text])


def _raw() -> Any:
    return connection.connection


@contextmanager
def _short(share: int) -> Iterator[None]:
    """So many goods are short."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SHORT, {"share": share})
            cursor.execute("analyze purchasing_minimum")
        yield
        transaction.set_rollback(True)
