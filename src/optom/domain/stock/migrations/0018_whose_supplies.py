"""A buyer's request locks supplies of his own contracts alone, and of what his lines hold (ADR 0060)."""

from typing import ClassVar

from django.db import migrations

GUARDED = """
create or replace function stock_lock_supplies(of_contract bigint, of_products bigint[], at timestamptz)
    returns table (supply bigint, product bigint, warehouse bigint, free numeric, route bigint, lead_days int, cut_off time,
        takes_on smallint[], closed_on date[], late_days int, receipt_days int)
    language sql volatile security definer set search_path = public, pg_temp as $$
    select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free,
        s.route_id as route, s.lead_days::int, r.cut_off, r.takes_on, r.closed_on, r.late_days::int, r.receipt_days::int
    from stock_supply s
    join stock_supplyroute r on r.id = s.route_id
    where s.product_id = any(of_products) and s.taken < s.quantity and r.fresh_until > at
        and r.warehouse_id in (select stock_warehouses(of_contract))
        and (current_setting('role') <> 'optom_buyer' or of_contract in (select companies_my_contracts()))
        and exists (
            select from companies_terms t
            where t.contract_id = of_contract and t.from_suppliers
                and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        )
    order by s.id for update of s
$$;
revoke all on function stock_lock_supplies from public;
revoke all on function stock_supply_arrivals from public;
"""
# The supplies behind what lines hold, locked by their numbers, before the arrivals by which they are held.
HELD = """
create function stock_lock_supplies_held(of_owners bigint[]) returns setof bigint
    language sql volatile security definer set search_path = public, pg_temp as $$
    select s.id
    from stock_supply s
    where s.id in (
        select a.supply_id from stock_hold h join stock_arrival a on a.id = h.arrival_id
        where h.owner = any(of_owners) and a.supply_id is not null
            and (current_setting('role') <> 'optom_buyer' or h.contract_id in (select companies_my_contracts()))
    )
    order by s.id for update
$$;
revoke all on function stock_lock_supplies_held from public;
grant execute on function stock_lock_supplies_held to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0017_found_by_product")]

    operations: ClassVar = [
        migrations.RunSQL(GUARDED, migrations.RunSQL.noop),
        migrations.RunSQL(HELD, "drop function stock_lock_supplies_held;"),
    ]
