"""Measure what is short of all goods and order it of who lands it at the least, beside the floor of hand-written SQL.

A fifth of all goods is kept at a least stock beyond what stands, every second line of clients waits for more, and each
product has three suppliers. What is short is measured, ordered for those who wait, and measured again when twice as
much is to be kept and no supplier has answered. All of it is one transaction that is rolled back: nothing is committed,
by neither side.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import purchase_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.base.business_day import business_day
from optom.domain.purchasing import actions

ROUNDS = 3
SUPPLIERS = 3
_SHORT = """
insert into purchasing_minimum (product_id, quantity)
select id, 1000000 from catalog_product where is_active and id %% %(share)s = 0
on conflict (product_id) do update set quantity = excluded.quantity
"""
_SUPPLIERS = """
insert into suppliers_supplier (name, inn, note, sort_key, is_active, is_candidate)
select 'Bench ' || n, '', '', '', true, false from generate_series(1, %(suppliers)s) n
"""
_FEEDS = """
insert into suppliers_feed (name, currency, with_vat, is_full, missing_percent, moved_percent, quarantined_percent,
    sure_score, likely_score, new_products, source, schedule, seen, failures, is_active, supplier_id)
select name, 'RUB', true, true, 100, 100, 100, 90, 70, 'none', '{}', '{}', '{}', 0, true, id
from suppliers_supplier where name like 'Bench %%'
"""
_OFFERS = """
insert into suppliers_offer (number, article, norm, brand, brand_norm, name, barcode, unit, category, matched, feed_id,
    product_id, supplier_id)
select p.id, p.article, '', '', '', p.name, '', '', '', 'article', f.id, p.id, f.supplier_id
from catalog_product p cross join suppliers_feed f
where f.name like 'Bench %%'
"""
_TERMS = """
insert into suppliers_terms (offer_id, price, currency, with_vat, stock, stock_said, breaks, is_listed, since)
select o.id, 100 + (o.product_id * 7919 + f.supplier_id * 104729) %% 900, 'RUB', true, 10, '', '', true, now()
from suppliers_offer o join suppliers_feed f on f.id = o.feed_id
where f.name like 'Bench %%'
"""
_WAITS = "update orders_line set ordered = ordered + 3 where id %% 2 = 0"
_MORE = "update purchasing_minimum set quantity = 2 * quantity where quantity >= 1000000"
_TOLD = "analyze purchasing_minimum, suppliers_offer, suppliers_terms, suppliers_feed, orders_line"
_WAREHOUSE = "select id from stock_warehouse where is_active order by id limit 1"
_Act = Callable[[], int]


def main(arguments: Sequence[str]) -> int:
    """Measure it; 0 when it was possible."""
    options = parser("purchase", "measure what is short and order it against the floor in SQL")
    options.add_argument("--share", type=int, default=5, help="of how many products one is short")
    given = options.parse_args(arguments)
    say(_measured(given.share, size=given.size), as_json=given.json)
    return 0


def _measured(share: int, *, size: str) -> Iterator[Result]:
    at = timezone.now()
    ours = [_once(share, partial(actions.measure_needs, at=at), _order(at)) for _ in range(ROUNDS)]
    floor = [_once(share, *_floor(business_day(at))) for _ in range(ROUNDS)]
    for place, name in enumerate(("measured", "ordered", "measured beside orders")):
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


def _order(at: datetime) -> _Act:
    def order() -> int:
        with connection.cursor() as cursor:
            cursor.execute(_WAREHOUSE)
            [place] = cursor.fetchone()
        return sum(one.lines for one in actions.order_needs(warehouse=place, actor=None, at=at))

    return order


def _floor(day: Any) -> tuple[_Act, _Act]:
    return lambda: purchase_floor.measure(_raw(), day=day), lambda: purchase_floor.order(_raw(), day=day)


def _once(share: int, measure: _Act, order: _Act) -> list[tuple[float, int, int]]:
    """Of each act: seconds, how many needs, statements."""
    with _short(share):
        first = [_counted(measure), _counted(order)]
        _tell(_MORE)
        return [*first, _counted(measure)]


def _counted(act: _Act) -> tuple[float, int, int]:
    many: list[int] = []
    with counted() as sent:
        seconds = timed(lambda: many.append(act()))
    return seconds, many[0], len([text for text in sent if "SAVEPOINT" not in text])


def _raw() -> Any:
    return connection.connection


@contextmanager
def _short(share: int) -> Iterator[None]:
    """So many goods are short, clients wait for some, and suppliers have them."""
    with transaction.atomic():
        _tell(_SHORT, _SUPPLIERS, _FEEDS, _OFFERS, _TERMS, _WAITS, _TOLD, share=share, suppliers=SUPPLIERS)
        yield
        transaction.set_rollback(True)


def _tell(*statements: str, **values: int) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
