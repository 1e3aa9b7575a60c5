"""What has happened since a moment is told of a contract's warehouses alone, to a buyer of his own contracts alone."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

BEFORE = "drop function stock_since;" + import_module("optom.domain.stock.migrations.0007_ledger_of_holds").SINCE
# The role of the request outlives the switch to the definer: of somebody else's contract a buyer is told nothing.
SINCE = """
drop function stock_since;
create function stock_since(of_contract bigint, of_products bigint[], moment timestamptz)
    returns table (product_id bigint, warehouse_id bigint, arrival_id bigint, on_hand numeric, held numeric)
    language sql stable security definer set search_path = public, pg_temp as $$
    with places as materialized (
        select stock_warehouses(of_contract) as id
        where current_setting('role') <> 'optom_buyer' or of_contract in (select companies_my_contracts())
    )
    select product_id, warehouse_id, arrival_id, sum(on_hand), sum(held)
    from (
        select m.product_id, m.warehouse_id, null::bigint as arrival_id, m.quantity as on_hand, 0::numeric as held
        from stock_move m where m.product_id = any(of_products) and m.at > moment
        union all
        select h.product_id, h.warehouse_id, h.arrival_id, 0, h.quantity
        from stock_holdmove h where h.product_id = any(of_products) and h.at > moment
    ) changes
    where warehouse_id in (select id from places)
    group by product_id, warehouse_id, arrival_id
$$;
revoke all on function stock_since from public;
grant execute on function stock_since to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0009_much_in_a_warehouse")]

    operations: ClassVar = [migrations.RunSQL(SINCE, BEFORE)]
