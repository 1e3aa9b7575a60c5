"""From which warehouses a contract may take goods: the one place that says so."""

from typing import ClassVar

from django.db import migrations

WAREHOUSES = """
create function stock_warehouses(of_contract bigint) returns setof bigint language sql stable as $$
    select w.id from stock_warehouse w
    where w.is_active
        and (not exists (select from stock_contractwarehouse c where c.contract_id = of_contract)
            or exists (
                select from stock_contractwarehouse c where c.contract_id = of_contract and c.warehouse_id = w.id))
$$;
grant execute on function stock_warehouses to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0002_own_rows")]

    operations: ClassVar = [migrations.RunSQL(WAREHOUSES, "drop function stock_warehouses;")]
