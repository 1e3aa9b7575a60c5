"""What suppliers have ready, so far as it may be promised, and what is promised of it (ADR 0060)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

_FRESH = """
    select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free,
        s.route_id as route, s.lead_days::int, r.cut_off, r.takes_on, r.closed_on, r.late_days::int, r.receipt_days::int
    from stock_supply s
    join stock_supplyroute r on r.id = s.route_id
    where s.product_id = any(of_products) and s.taken < s.quantity and r.fresh_until > at
        and r.warehouse_id in (select stock_warehouses(of_contract))
        and exists (
            select from companies_terms t
            where t.contract_id = of_contract and t.from_suppliers
                and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        )
"""
_SHAPE = """(of_contract bigint, of_products bigint[], at timestamptz)
    returns table (supply bigint, product bigint, warehouse bigint, free numeric, route bigint, lead_days int, cut_off time,
        takes_on smallint[], closed_on date[], late_days int, receipt_days int)"""

# What may be promised to a contract, by its terms: the one place that says so. The planner unfolds it into the asking
# statement; where the terms do not say so, nothing is looked at.
SUPPLIES = f"""
create function stock_supplies{_SHAPE} language sql stable as $${_FRESH}$$;
grant execute on function stock_supplies to optom_buyer, optom_staff;
"""

# The same, locked: a buyer's request may not write supplies, so it could not lock them by itself.
LOCK = f"""
create function stock_lock_supplies{_SHAPE}
    language sql volatile security definer set search_path = public, pg_temp as $${_FRESH} order by s.id for update of s$$;
grant execute on function stock_lock_supplies to optom_buyer, optom_staff;
"""

# A promise of a supply for a day is a hold of the arrival of that day. It is made empty; who holds of it makes it larger.
ARRIVALS = """
create function stock_supply_arrivals(supplies bigint[], days date[])
    returns table (supply bigint, expected_on date, arrival bigint)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    insert into stock_arrival (supply_id, product_id, warehouse_id, expected_on, quantity, received, held)
    select s.id, s.product_id, r.warehouse_id, u.day, 0, 0, 0
    from unnest(supplies, days) as u(supply, day)
    join stock_supply s on s.id = u.supply
    join stock_supplyroute r on r.id = s.route_id
    on conflict (supply_id, expected_on) do nothing;
    return query
    select a.supply_id, a.expected_on, a.id
    from unnest(supplies, days) as u(supply, day)
    join stock_arrival a on a.supply_id = u.supply and a.expected_on = u.day;
end
$$;
grant execute on function stock_supply_arrivals to optom_buyer, optom_staff;
"""

# What is held of a supply's arrivals, what comes by them and what is taken of the supply are one figure, whoever holds or
# gives back; more than there is, is refused by stock_supply_not_oversold.
TAKEN = """
create function stock_take_of_supply() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.quantity := new.held;
    update stock_supply set taken = taken + new.held - old.held where id = new.supply_id;
    return new;
end
$$;
create trigger stock_arrival_of_supply before update of held on stock_arrival for each row
    when (new.supply_id is not null and new.held is distinct from old.held) execute function stock_take_of_supply();
"""
NO_TAKEN = "drop trigger stock_arrival_of_supply on stock_arrival; drop function stock_take_of_supply;"

# A buyer sees neither whose goods they are, nor anything of them where no contract of his may be promised them.
MINE = """exists (
    select from companies_terms t
    where t.contract_id in (select companies_my_contracts()) and t.from_suppliers and t.valid_to is null)"""
COLUMNS = """
grant select (id, route_id, product_id, lead_days, quantity, taken) on stock_supply to optom_buyer;
grant select (id, warehouse_id, fresh_until, cut_off, takes_on, closed_on, late_days, receipt_days)
    on stock_supplyroute to optom_buyer;
grant select (supply_id) on stock_arrival to optom_buyer;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalog", "0016_called_by_numbers"),
        ("companies", "0019_terms_from_suppliers"),
        ("stock", "0015_batches"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='SupplyRoute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.BigIntegerField(unique=True)),
                ('fresh_until', models.DateTimeField()),
                ('cut_off', models.TimeField(null=True)),
                ('takes_on', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                ('closed_on', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None)),
                ('late_days', models.PositiveSmallIntegerField(default=0)),
                ('receipt_days', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Supply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.BigIntegerField(unique=True)),
                ('lead_days', models.PositiveSmallIntegerField()),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('taken', models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14)),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
            ],
        ),
        migrations.AddField(
            model_name='arrival',
            name='supply',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.supply'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.UniqueConstraint(fields=('supply', 'expected_on'), name='stock_arrival_supply_once'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(('supply', None), ('received', 0), _connector='OR'), name='stock_arrival_of_supply_not_received'),
        ),
        migrations.AddField(
            model_name='supplyroute',
            name='warehouse',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse'),
        ),
        migrations.AddField(
            model_name='supply',
            name='route',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.supplyroute'),
        ),
        migrations.AddConstraint(
            model_name='supplyroute',
            constraint=models.CheckConstraint(condition=models.Q(('takes_on__len__gt', 0)), name='stock_supplyroute_takes_orders'),
        ),
        migrations.AddIndex(
            model_name='supply',
            index=models.Index(condition=models.Q(('taken__lt', models.F('quantity'))), fields=['product'], name='stock_supply_free'),
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.CheckConstraint(condition=models.Q(('taken__gte', 0)), name='stock_supply_taken_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('quantity'))), name='stock_supply_not_oversold'),
        ),
        grant("stock_supply", staff="select, insert, update"),
        grant("stock_supplyroute", staff="select, insert, update"),
        own_rows("stock_supply", MINE),
        own_rows("stock_supplyroute", MINE),
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.RunSQL(SUPPLIES, "drop function stock_supplies;"),
        migrations.RunSQL(LOCK, "drop function stock_lock_supplies;"),
        migrations.RunSQL(ARRIVALS, "drop function stock_supply_arrivals;"),
        migrations.RunSQL(TAKEN, NO_TAKEN),
    ]
