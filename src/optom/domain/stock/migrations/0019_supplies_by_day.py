"""Suppliers' goods are found by the day on which they would be here: by which ways they may come to a contract, and what of
each way takes how long.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

# By which ways suppliers' goods may come to a contract, by its terms: the one place that says so.
ROUTES = """
create function stock_routes(of_contract bigint, at timestamptz)
    returns table (route bigint, warehouse bigint, cut_off time, takes_on smallint[], closed_on date[], late_days int,
        receipt_days int)
    language sql stable as $$
    select r.id, r.warehouse_id, r.cut_off, r.takes_on, r.closed_on, r.late_days::int, r.receipt_days::int
    from stock_supplyroute r
    where r.fresh_until > at and r.warehouse_id in (select stock_warehouses(of_contract))
        and exists (
            select from companies_terms t
            where t.contract_id = of_contract and t.from_suppliers
                and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        )
$$;
grant execute on function stock_routes to optom_buyer, optom_staff;
"""
_OF_ROUTES = """
    select s.id as supply, s.product_id as product, r.warehouse, s.quantity - s.taken as free, s.route_id as route,
        s.lead_days::int, r.cut_off, r.takes_on, r.closed_on, r.late_days, r.receipt_days
    from stock_supply s
    join stock_routes(of_contract, at) r on r.route = s.route_id
    where s.product_id = any(of_products) and s.taken < s.quantity"""
_SHAPE = """(of_contract bigint, of_products bigint[], at timestamptz)
    returns table (supply bigint, product bigint, warehouse bigint, free numeric, route bigint, lead_days int, cut_off time,
        takes_on smallint[], closed_on date[], late_days int, receipt_days int)"""
SUPPLIES = f"""
create or replace function stock_supplies{_SHAPE} language sql stable as $${_OF_ROUTES}
$$;
create or replace function stock_lock_supplies{_SHAPE}
    language sql volatile security definer set search_path = public, pg_temp as $${_OF_ROUTES}
        and (current_setting('role') <> 'optom_buyer' or of_contract in (select companies_my_contracts()))
    order by s.id for update of s
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0018_whose_supplies")]

    operations: ClassVar = [
        migrations.AlterField(
            "supply",
            "route",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stock.supplyroute",
            ),
        ),
        migrations.RemoveIndex("supply", "stock_supply_free"),
        migrations.AddIndex(
            "supply",
            models.Index(
                fields=["product"],
                include=["route", "lead_days"],
                name="stock_supply_free",
                condition=models.Q(taken__lt=models.F("quantity")),
            ),
        ),
        migrations.AddIndex(
            "supply",
            models.Index(
                fields=["route", "lead_days"],
                include=["product"],
                name="stock_supply_soon",
                condition=models.Q(taken__lt=models.F("quantity")),
            ),
        ),
        migrations.RunSQL(ROUTES, "drop function stock_routes;"),
        migrations.RunSQL(SUPPLIES, migrations.RunSQL.noop),
    ]
