"""Serve 50,000 lines that wait, of which goods have come for about a half, beside the floor of hand-written SQL.

The queue and the goods are written for the measurement and taken back after it: all of it is one transaction that is
rolled back, so nothing is committed, by neither side.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import serve_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.domain.orders import actions as orders

ROUNDS = 3
PLACED_BEFORE = "bench-queue"

# As many lines as asked, over all open contracts and the goods of three thousand products, in the order of a lottery.
_ORDERS = """
insert into orders_order (contract_id, company_id, key, placed_at, note, total)
select c.id, c.company_id, %(key)s, %(at)s - interval '1 day' - c.id %% 997 * interval '1 minute', '', 0
from companies_contract c where c.is_active
"""
_LINES = """
with products as materialized (
    select id, multiple, row_number() over (order by md5(id::text)) - 1 as place
    from catalog_product order by md5(id::text) limit 3000
),
orders as materialized (
    select id, contract_id, company_id, row_number() over (order by id) - 1 as place
    from orders_order where key = %(key)s
)
insert into orders_line (order_id, contract_id, company_id, position, product_id, price, sum, vat, ordered,
    reserved, confirmed, requested, shipped, accepted, returned, cancelled)
select o.id, o.contract_id, o.company_id, n + 1, p.id, 10, 10 * 4 * p.multiple, 0, 4 * p.multiple, 0, 0, 0, 0, 0, 0, 0
from generate_series(0, %(lines)s - 1) n
join orders o on o.place = n %% (select count(*) from orders)
join products p on p.place = (n * 7919 + n / (select count(*) from orders)) %% (select count(*) from products)
"""
# What stands of these goods is enough for half of those who wait for them, and no more.
_GOODS = """
with wanted as (
    select l.product_id, sum(l.ordered) / 2 as quantity
    from orders_line l join orders_order o on o.id = l.order_id where o.key = %(key)s group by 1
)
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select w.product_id, x.id, w.quantity / 3, 0
from wanted w cross join (select id from stock_warehouse order by id limit 3) x
on conflict (product_id, warehouse_id) do update set on_hand = stock_balance.held + excluded.on_hand
"""
_FREELY = """
delete from stock_contractwarehouse;
update companies_terms set reservation_limit = null;
"""


def main(arguments: Sequence[str]) -> int:
    """Measure it; 0 when it was possible."""
    options = parser("serve", "serve those who wait against the floor in SQL")
    options.add_argument("--lines", type=int, nargs="*", default=[5000, 50_000])
    given = options.parse_args(arguments)
    say((_measured(lines, size=given.size) for lines in given.lines), as_json=given.json)
    return 0


def _measured(lines: int, *, size: str) -> Result:
    at = timezone.now()
    floor = [_once(lines, at, lambda: serve_floor.serve(_raw(), at=at)) for _ in range(ROUNDS)]
    ours = [_once(lines, at, lambda: orders.serve_waiting(at=at)) for _ in range(ROUNDS)]
    p50, floor_p50 = (percentile([one[0] for one in side], 50) for side in (ours, floor))
    served, sent = ours[0][1:]
    assert served == floor[0][1], "both serve the same lines"
    return Result(
        bench="serve",
        case=f"{served} of {lines} lines",
        size=size,
        p50_ms=round(p50, 1),
        p95_ms=round(percentile([one[0] for one in ours], 95), 1),
        per_s=round(1000 * served / p50, 1),
        floor_p50_ms=round(floor_p50, 1),
        ratio=round(p50 / floor_p50, 2),
        statements=sent,
    )


def _raw() -> Any:
    return connection.connection


def _once(lines: int, at: datetime, act: Callable[[], int]) -> tuple[float, int, int]:
    """Seconds, lines that got something, statements."""
    served: list[int] = []
    with _queue(lines, at), counted() as sent:
        seconds = timed(lambda: served.append(act()))
    return seconds, served[0], len([text for text in sent if "SAVEPOINT" not in text])


@contextmanager
def _queue(lines: int, at: datetime) -> Iterator[None]:
    """So many lines wait, and goods have come."""
    named: dict[str, Any] = {"key": PLACED_BEFORE, "at": at, "lines": lines}
    with transaction.atomic():
        with connection.cursor() as cursor:
            for text in (_ORDERS, _LINES, _GOODS):
                cursor.execute(text, named)
            cursor.execute(_FREELY)
            cursor.execute("analyze orders_line, orders_order, stock_balance")
        yield
        transaction.set_rollback(True)
