"""What random contracts pay for 2,000 products each, when each has hundreds of exceptions, beside plain SQL.

Exceptions are written for the run and rolled back: rules for brands and groups, fixed prices.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from bench import price_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.domain.pricing import queries as pricing

CONTRACTS, ROUNDS = 20, 60
RULES, FIXED = 100, 500

_CONTRACTS = """
select contract_id from pricing_contractpricing where valid_to is null order by md5(contract_id::text) limit %(most)s
"""
_PRODUCTS = "select id from catalog_product where is_active order by md5(id::text) limit %(most)s"
_RULES = """
insert into pricing_contractrule (contract_id, brand_id, group_id, discount, valid_from, reason)
select c, case when mod(n, 3) > 0 then b.id end, case when mod(n, 3) <> 1 then g.id end, mod(n, 20), %(at)s, 'bench'
from unnest(%(contracts)s::bigint[]) c
cross join generate_series(1, %(rules)s) n
join (select id, row_number() over (order by md5(id::text)) as place, count(*) over () as many from catalog_brand) b
    on b.place = 1 + mod(n * 7 + c, b.many)
join (select id, row_number() over (order by md5(id::text)) as place, count(*) over () as many from catalog_group) g
    on g.place = 1 + mod(n * 11 + c, g.many)
"""
_FIXED = """
insert into pricing_fixedprice (contract_id, product_id, amount, valid_from, reason)
select c, p, 10 + mod(p, 90), %(at)s, 'bench'
from unnest(%(contracts)s::bigint[]) c cross join unnest(%(products)s::bigint[]) p
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("price", "prices of many lines at once, beside the floor in SQL")
    options.add_argument("--lines", type=int, nargs="*", default=[20, 200, 2000])
    given = options.parse_args(arguments)
    with transaction.atomic():
        at = timezone.now()
        contracts, products = _ids(_CONTRACTS, most=CONTRACTS), _ids(_PRODUCTS, most=max(given.lines))
        _write_exceptions(contracts, products[: 4 * FIXED : 4], at)
        say((_measured(lines, contracts, products, at, given.size) for lines in given.lines), as_json=given.json)
        transaction.set_rollback(True)
    return 0


def _write_exceptions(contracts: Sequence[int], products: Sequence[int], at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RULES, {"contracts": list(contracts), "rules": RULES, "at": at})
        cursor.execute(_FIXED, {"contracts": list(contracts), "products": list(products), "at": at})


def _measured(lines: int, contracts: Sequence[int], products: Sequence[int], at: datetime, size: str) -> Result:
    dice = random.Random(lines)  # noqa: S311 -- only which contract is next
    asked = {product: Decimal(1 + place % 60) for place, product in enumerate(products[:lines])}
    ours, floor, statements = [], [], 0
    for _ in range(ROUNDS):
        contract = dice.choice(contracts)
        with counted() as sent:
            ours.append(timed(lambda: pricing.prices(contract=contract, quantities=asked, at=at)))  # noqa: B023 -- now
        statements = len(sent)
        floor.append(timed(lambda: price_floor.prices(contract, asked, at)))  # noqa: B023 -- now
        found = pricing.prices(contract=contract, quantities=asked, at=at)
        assert {key: one.price for key, one in found.items()} == price_floor.prices(contract, asked, at)
    p50, low = percentile(ours, 50), percentile(floor, 50)
    return Result("price", f"{lines} lines", size, p50, percentile(ours, 95), 1000 / p50, low, p50 / low, statements)


def _ids(text: str, *, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(text, {"most": most})
        return [row[0] for row in cursor.fetchall()]
