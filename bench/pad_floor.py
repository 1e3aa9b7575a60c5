"""The floor of a pasted block: its numbers looked up among what the contract sees, lines written, the draft priced.

Five prepared statements through plain psycopg, on the same tables under the same row-level security. It gets the
numbers ready to be looked up, with their quantities; it knows no brands, names and other ways of writing, and asks
nobody about anything.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import Connection, Cursor

from bench.order_floor import PRICES

_FOUND = """
with groups as materialized (select assortment_groups(%(contract)s) as id),
brands as materialized (select assortment_brands(%(contract)s) as id)
select a.n, min(p.id), count(distinct p.id)
from unnest(%(codes)s::text[]) with ordinality as a(code, n)
cross join lateral (
    select p.id from catalog_code c join catalog_product p on p.id = c.product_id
    where c.norm = a.code and p.is_active
        and p.group_id in (select id from groups) and p.brand_id in (select id from brands)
    offset 0
) p
group by a.n
"""
_KEEP = """
insert into orders_paste (draft_id, company_id, key, pasted_at, author_id, left_out)
select d.id, d.company_id, %(key)s, %(at)s, %(actor)s, 0 from orders_draft d where d.id = %(draft)s
returning id, company_id
"""
_ROWS = """
insert into orders_pastedrow (paste_id, draft_id, company_id, position, text, number, brand, name, note, quantity,
    odd_quantity, way, choices, product_id)
select %(paste)s, %(draft)s, %(company)s, s.n, s.code, s.code, '', '', '', s.quantity, '', '', '{}', s.product
from unnest(%(codes)s::text[], %(quantities)s::numeric[], %(products)s::bigint[]) with ordinality
    as s(code, quantity, product, n)
"""
_LINES = """
insert into orders_draftline (draft_id, company_id, product_id, quantity)
select %(draft)s, %(company)s, s.product, sum(s.quantity)
from unnest(%(products)s::bigint[], %(quantities)s::numeric[]) as s(product, quantity)
where s.product is not null
group by s.product
on conflict (draft_id, product_id) do update set quantity = orders_draftline.quantity + excluded.quantity
"""
_SUM = """
select count(*), sum(round(price * w.quantity, 2)), sum(p.weight * w.quantity)
from priced w join catalog_product p on p.id = w.id
where w.is_visible
"""


def paste(
    floor: Connection[Any],
    *,
    contract: int,
    draft: int,
    codes: Sequence[str],
    quantities: Sequence[Decimal],
    key: str,
    actor: int,
    at: datetime,
) -> int:
    """How many rows were found."""
    named: dict[str, Any] = {"contract": contract, "draft": draft, "at": at, "key": key, "actor": actor}
    with floor.transaction(), Cursor(floor) as cursor:
        found = {n: product for n, product, _ in cursor.execute(_FOUND, named | {"codes": list(codes)}).fetchall()}
        products = [found.get(n) for n in range(1, len(codes) + 1)]
        made = cursor.execute(_KEEP, named).fetchone()
        assert made is not None
        rows = {"codes": list(codes), "quantities": list(quantities), "products": products}
        named |= {"paste": made[0], "company": made[1]}
        cursor.execute(_ROWS, named | rows)
        cursor.execute(_LINES, named | rows)
        lines = [(product, q) for product, q in zip(products, quantities, strict=True) if product]
        asked = {"products": [product for product, _ in lines], "quantities": [q for _, q in lines]}
        cursor.execute(PRICES + _SUM, named | asked).fetchone()
    return len(found)
