"""What was held and what was known of arrivals, at any moment: ledgers of their own (ADR 0022)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# What has changed since a moment, as sums: the moves behind them are not a buyer's to see.
SINCE = """
create function stock_since(of_products bigint[], moment timestamptz)
    returns table (product_id bigint, warehouse_id bigint, arrival_id bigint, on_hand numeric, held numeric)
    language sql stable security definer set search_path = public, pg_temp as $$
    select product_id, warehouse_id, arrival_id, sum(on_hand), sum(held)
    from (
        select m.product_id, m.warehouse_id, null::bigint as arrival_id, m.quantity as on_hand, 0::numeric as held
        from stock_move m where m.product_id = any(of_products) and m.at > moment
        union all
        select h.product_id, h.warehouse_id, h.arrival_id, 0, h.quantity
        from stock_holdmove h where h.product_id = any(of_products) and h.at > moment
    ) changes
    group by product_id, warehouse_id, arrival_id
$$;
revoke all on function stock_since from public;
grant execute on function stock_since to optom_buyer, optom_staff;
"""
# The ledgers begin with what is held and expected now. An empty house has no past that they could lack.
OPENING = """
do $$
declare
    began timestamptz;
begin
    if exists (select from stock_hold) or exists (select from stock_arrival) or exists (select from stock_move) then
        began := statement_timestamp();
    end if;
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select began, owner, contract_id, product_id, warehouse_id, arrival_id, quantity from stock_hold;
    insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
    select began, id, 'announced', expected_on, quantity - received from stock_arrival where received < quantity;
    execute format(
        'create function stock_recorded_since() returns timestamptz language sql immutable as $f$ select %L::timestamptz $f$',
        began);
end
$$;
grant execute on function stock_recorded_since to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("stock", "0006_hours_of_warehouses"),
        ("catalog", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="HoldMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("owner", models.BigIntegerField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                *(
                    (
                        name,
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=name == "arrival",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=to,
                        ),
                    )
                    for name, to in (
                        ("arrival", "stock.arrival"),
                        ("contract", "companies.contract"),
                        ("product", "catalog.product"),
                        ("warehouse", "stock.warehouse"),
                    )
                ),
            ],
            options={"indexes": [models.Index(fields=["product", "at"], name="stock_holdmove_product")]},
        ),
        migrations.CreateModel(
            name="ArrivalChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("announced", "Announced"), ("changed", "Changed"), ("received", "Received")],
                        max_length=10,
                    ),
                ),
                ("expected_on", models.DateField()),
                ("open", models.DecimalField(decimal_places=3, max_digits=14)),
                (
                    "arrival",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.arrival",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["arrival", "-at", "-id"], name="stock_arrivalchange_arrival")]
            },
        ),
        grant("stock_holdmove", buyer="select, insert", staff="select, insert"),
        grant("stock_arrivalchange", buyer="select", staff="select, insert"),
        append_only("stock_holdmove"),
        append_only("stock_arrivalchange"),
        own_rows("stock_holdmove", "contract_id in (select companies_my_contracts())"),
        migrations.RunSQL(SINCE, "drop function stock_since;"),
        migrations.RunSQL(OPENING, "drop function stock_recorded_since;"),
    ]
