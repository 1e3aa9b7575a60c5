"""From which warehouses a contract took goods at any moment: ledgers of what has changed (ADR 0026)."""

from importlib import import_module
from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

_BEFORE = import_module("optom.domain.stock.migrations.0010_since_for_a_contract").SINCE
SINCE_THEN = _BEFORE.replace("stock_warehouses(of_contract)", "stock_warehouses_then(of_contract, moment)")

# As ``stock_warehouses``, at a moment. What has no rows has always been as it is.
WAREHOUSES_THEN = """
create function stock_warehouses_then(of_contract bigint, moment timestamptz) returns setof bigint language sql stable as $$
    with named as materialized (
        select coalesce(
            (select c.warehouses from stock_contractwarehouseschange c
             where c.contract_id = of_contract and (c.at is null or c.at <= moment)
             order by c.at desc nulls last, c.id desc limit 1),
            array(select c.warehouse_id from stock_contractwarehouse c where c.contract_id = of_contract)) as ids
    )
    select w.id from stock_warehouse w cross join named n
    where (cardinality(n.ids) = 0 or w.id = any(n.ids))
        and coalesce(
            (select c.is_active from stock_warehousechange c
             where c.warehouse_id = w.id and (c.at is null or c.at <= moment)
             order by c.at desc nulls last, c.id desc limit 1),
            w.is_active)
$$;
"""
BEGUN = """
do $$
begin
    execute format(
        'create function stock_terms_recorded_since() returns timestamptz language sql immutable as $f$ '
            'select %L::timestamptz $f$',
        case when exists (select from companies_contract) then statement_timestamp() end);
end
$$;
"""
GRANT = "grant execute on function stock_warehouses_then, stock_terms_recorded_since to optom_buyer, optom_staff;"


def _number() -> tuple[str, models.BigAutoField]:  # type: ignore[type-arg]
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _key(to: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("stock", "0012_asked_for"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ContractWarehousesChange",
            fields=[
                _number(),
                ("at", models.DateTimeField(null=True)),
                ("contract", _key("companies.contract")),
                (
                    "warehouses",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WarehouseChange",
            fields=[
                _number(),
                ("at", models.DateTimeField(null=True)),
                ("warehouse", _key("stock.warehouse")),
                ("is_active", models.BooleanField()),
            ],
        ),
        grant("stock_contractwarehouseschange", buyer="select", staff="select, insert"),
        grant("stock_warehousechange", buyer="select", staff="select, insert"),
        append_only("stock_contractwarehouseschange"),
        append_only("stock_warehousechange"),
        own_rows("stock_contractwarehouseschange", "contract_id in (select companies_my_contracts())"),
        migrations.RunSQL(WAREHOUSES_THEN, "drop function stock_warehouses_then;"),
        migrations.RunSQL(SINCE_THEN, _BEFORE),
        migrations.RunSQL(BEGUN, "drop function stock_terms_recorded_since;"),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
