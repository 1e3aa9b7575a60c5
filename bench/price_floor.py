"""The floor of prices: the same derivation as one statement by hand, its answer as a dictionary and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection
from psycopg import Cursor

_PRICES = """
with terms as materialized (
    select column_id, discount, rounding from pricing_contractpricing
    where contract_id = %(contract)s and valid_from <= %(at)s and (valid_to is null or valid_to > %(at)s)
),
rules as materialized (
    select r.* from pricing_contractrule r
    where r.contract_id = %(contract)s and r.valid_from <= %(at)s and (r.valid_to is null or r.valid_to > %(at)s)
),
fixed as materialized (
    select distinct on (f.product_id) f.product_id, f.amount from pricing_fixedprice f
    where f.contract_id = %(contract)s and f.valid_from <= %(at)s and (f.valid_to is null or f.valid_to > %(at)s)
    order by f.product_id, f.valid_from desc, f.id desc
),
shelves as materialized (
    select s.group_id, s.brand_id, r.column_id, r.discount
    from (
        select distinct p.group_id, p.brand_id
        from unnest(%(products)s::bigint[]) w(id) join catalog_product p on p.id = w.id
    ) s
    join lateral (
        select r.column_id, r.discount from rules r
        left join catalog_grouppath g on g.ancestor_id = r.group_id and g.descendant_id = s.group_id
        where (r.brand_id is null or r.brand_id = s.brand_id) and (r.group_id is null or g.ancestor_id is not null)
        order by r.brand_id is null or r.group_id is null, r.brand_id is null, g.depth, r.valid_from desc, r.id desc
        limit 1
    ) r on true
)
select p.id, coalesce(f.amount,
    round(coalesce(b.amount, c.amount) * (100 - coalesce(s.discount, t.discount)) / 100 / t.rounding) * t.rounding)
from unnest(%(products)s::bigint[], %(quantities)s::numeric[]) w(id, quantity)
join catalog_product p on p.id = w.id
cross join terms t
left join shelves s on s.group_id = p.group_id and s.brand_id = p.brand_id
left join fixed f on f.product_id = p.id
left join pricing_columnprice c on c.column_id = coalesce(s.column_id, t.column_id) and c.product_id = p.id
left join lateral (
    select b.amount from pricing_break b
    where b.column_id = coalesce(s.column_id, t.column_id) and b.product_id = p.id and b.from_quantity <= w.quantity
    order by b.from_quantity desc limit 1
) b on true
"""


def prices(contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, Decimal | None]:
    """What the contract pays for so much of each product."""
    values = {
        "contract": contract, "at": at, "products": list(quantities), "quantities": list(quantities.values()),
    }  # fmt: skip
    with Cursor(connection.connection) as cursor:
        return dict(cursor.execute(_PRICES, values).fetchall())
