"""Suppliers who have everything: of each product some may be promised to everybody, taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_SUPPLIERS = 20
_ROUTES = """
insert into stock_supplyroute (source, warehouse_id, fresh_until, takes_on, closed_on, late_days, receipt_days)
select -n, w.id, now() + interval '1 day', '{1,2,3,4,5}', '{}', mod(n, 3), 1
from generate_series(1, %(suppliers)s) n
cross join (select id from stock_warehouse order by position limit 1) w
"""
_SUPPLIES = """
insert into stock_supply (source, route_id, product_id, lead_days, quantity)
select -p.id, r.id, p.id, 1 + mod(p.id, 9), 5 + mod(p.id, 90)
from catalog_product p
join stock_supplyroute r on r.source = -1 - mod(p.id, %(suppliers)s)
"""
_ALLOWED = "update companies_terms set from_suppliers = true where valid_to is null and not from_suppliers"


@contextmanager
def supplied() -> Iterator[None]:
    """Inside, suppliers have every product, and every contract may be promised what they have."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in (_ROUTES, _SUPPLIES, _ALLOWED):
                cursor.execute(statement, {"suppliers": _SUPPLIERS})
            cursor.execute("analyze stock_supply, stock_supplyroute, companies_terms")
        yield
        transaction.set_rollback(True)
