"""The floor of one edit in a draft: the line written, read back with price and stock, and what the draft now comes to.

Four prepared statements through plain psycopg, on the same tables under the same row-level security. It knows no
session, no words, no refusals and no reasons.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import Connection, Cursor

from bench.order_floor import PRICES

_WRITE = """
insert into orders_draftline (draft_id, company_id, product_id, quantity)
select d.id, d.company_id, %(product)s, %(quantity)s from orders_draft d
where d.id = %(draft)s and d.contract_id = %(contract)s
on conflict (draft_id, product_id) do update set quantity = excluded.quantity
"""
_PICKED = """
select array_agg(product_id), array_agg(quantity) from orders_draftline where draft_id = %(draft)s
"""
_SUM = """
select count(*), sum(round(price * w.quantity, 2) + case when w.vat_included is false
    then round(round(price * w.quantity, 2) * w.percent / 100, 2) else 0 end), sum(p.weight * w.quantity)
from priced w join catalog_product p on p.id = w.id
where w.is_visible
"""
_LINE = """
select w.*, p.article, p.name, b.name, u.name,
    (select jsonb_object_agg(s.warehouse_id, s.on_hand - s.held) from stock_balance s where s.product_id = w.id),
    (select min(a.expected_on) from stock_arrival a where a.product_id = w.id and a.received < a.quantity)
from priced w
join catalog_product p on p.id = w.id
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
"""
_ROOM = "select debt, committed, reserved from credit_account where contract_id = %(contract)s"


def edit(
    floor: Connection[Any], *, contract: int, draft: int, product: int, quantity: Decimal, at: datetime
) -> tuple[Any, ...]:
    """The line as it became and the sum of the draft."""
    named: dict[str, Any] = {"contract": contract, "draft": draft, "at": at}
    one = {"product": product, "quantity": quantity}
    with floor.transaction(), Cursor(floor) as cursor:
        cursor.execute(_WRITE, named | one)
        picked = cursor.execute(_PICKED, named).fetchone()
        assert picked is not None
        total = cursor.execute(PRICES + _SUM, named | {"products": picked[0], "quantities": picked[1]}).fetchone()
        line = cursor.execute(PRICES + _LINE, named | {"products": [product], "quantities": [quantity]}).fetchone()
        room = cursor.execute(_ROOM, named).fetchone()
    assert total is not None
    assert line is not None
    return (*line, *total, *(room or ()))
