"""All tables of the room and who may do what with their rows, as the first 18 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("stock", "0001_initial"),
        ("stock", "0002_own_rows"),
        ("stock", "0003_warehouses_of_a_contract"),
        ("stock", "0004_least_rights"),
        ("stock", "0005_workplaces"),
        ("stock", "0006_hours_of_warehouses"),
        ("stock", "0007_ledger_of_holds"),
        ("stock", "0008_what_is_free"),
        ("stock", "0009_much_in_a_warehouse"),
        ("stock", "0010_since_for_a_contract"),
        ("stock", "0011_own_past_of_holds"),
        ("stock", "0012_asked_for"),
        ("stock", "0013_warehouses_then"),
        ("stock", "0014_arrivals_by_paper"),
        ("stock", "0015_batches"),
        ("stock", "0016_supply"),
        ("stock", "0017_found_by_product"),
        ("stock", "0018_whose_supplies"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Warehouse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('external_id', models.CharField(max_length=100, null=True, unique=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('is_active', models.BooleanField(default=True)),
                    ('cut_off', models.TimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Move',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('kind', models.CharField(choices=[('count', 'Count'), ('receipt', 'Receipt'), ('dispatch', 'Dispatch'), ('return', 'Return')], max_length=10)),
                    ('subject', models.CharField(blank=True, max_length=60)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                ],
            ),
            migrations.CreateModel(
                name='ContractWarehouse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.contract')),
                    ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contract', 'warehouse'), name='stock_contractwarehouse_once')],
                },
            ),
            migrations.CreateModel(
                name='Balance',
                fields=[
                    ('pk', models.CompositePrimaryKey('product_id', 'warehouse_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('on_hand', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('held', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('held__gte', 0)), name='stock_balance_held_not_negative'), models.CheckConstraint(condition=models.Q(('held__lte', models.F('on_hand'))), name='stock_balance_not_oversold')],
                    'indexes': [models.Index(fields=['warehouse', 'on_hand', 'product'], name='stock_balance_on_hand')],
                },
            ),
            migrations.CreateModel(
                name='Workplace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'warehouse'), name='stock_workplace_once')],
                },
            ),
            migrations.CreateModel(
                name='ContractWarehousesChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(null=True)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('warehouses', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
            ),
            migrations.CreateModel(
                name='WarehouseChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(null=True)),
                    ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('is_active', models.BooleanField()),
                ],
            ),
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
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('takes_on__len__gt', 0)), name='stock_supplyroute_takes_orders')],
                },
            ),
            migrations.CreateModel(
                name='Supply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.BigIntegerField(unique=True)),
                    ('lead_days', models.PositiveSmallIntegerField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('taken', models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('route', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.supplyroute')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('taken__lt', models.F('quantity'))), fields=['product'], name='stock_supply_free')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('taken__gte', 0)), name='stock_supply_taken_not_negative'), models.CheckConstraint(condition=models.Q(('taken__lte', models.F('quantity'))), name='stock_supply_not_oversold')],
                },
            ),
            migrations.CreateModel(
                name='Arrival',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('expected_on', models.DateField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('received', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('held', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('reference', models.CharField(blank=True, db_default='', max_length=60)),
                    ('key', models.CharField(max_length=60, null=True, unique=True)),
                    ('country', models.CharField(blank=True, db_default='', max_length=3)),
                    ('declaration', models.CharField(blank=True, db_default='', max_length=29)),
                    ('rnpt', models.CharField(blank=True, db_default='', max_length=29)),
                    ('trace_unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.unit')),
                    ('trace_quantity', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('trace_cost', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('supply', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.supply')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('received__lt', models.F('quantity'))), fields=['product', 'expected_on'], name='stock_arrival_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('held__gte', 0)), name='stock_arrival_held_not_negative'), models.CheckConstraint(condition=models.Q(('held__lte', django.db.models.expressions.CombinedExpression(models.F('quantity'), '-', models.F('received')))), name='stock_arrival_not_oversold'), models.UniqueConstraint(fields=('supply', 'expected_on'), name='stock_arrival_supply_once'), models.CheckConstraint(condition=models.Q(('supply', None), ('received', 0), _connector='OR'), name='stock_arrival_of_supply_not_received')],
                },
            ),
            migrations.CreateModel(
                name='Hold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner', models.BigIntegerField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('arrival', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('asked', models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14)),
                ],
                options={
                    'indexes': [models.Index(fields=['product', 'warehouse'], name='stock_hold_product')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='stock_hold_positive'), models.UniqueConstraint(fields=('owner', 'warehouse', 'arrival'), name='stock_hold_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('asked__gte', 0), ('asked__lte', models.F('quantity'))), name='stock_hold_asked_is_held'), models.CheckConstraint(condition=models.Q(('asked', 0), ('arrival', None), _connector='OR'), name='stock_hold_asked_is_on_hand')],
                },
            ),
            migrations.CreateModel(
                name='HoldMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('owner', models.BigIntegerField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('arrival', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                    ('contract', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'indexes': [models.Index(fields=['product', 'at'], name='stock_holdmove_product'), models.Index(fields=['contract', 'product', 'at'], name='stock_holdmove_contract')],
                },
            ),
            migrations.CreateModel(
                name='ArrivalChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('kind', models.CharField(choices=[('announced', 'Announced'), ('changed', 'Changed'), ('received', 'Received')], max_length=10)),
                    ('expected_on', models.DateField()),
                    ('open', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('arrival', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                ],
                options={
                    'indexes': [models.Index(fields=['arrival', '-at', '-id'], name='stock_arrivalchange_arrival')],
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('country', models.CharField(blank=True, db_default='', max_length=3)),
                    ('declaration', models.CharField(blank=True, db_default='', max_length=29)),
                    ('rnpt', models.CharField(blank=True, db_default='', max_length=29)),
                    ('trace_unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.unit')),
                    ('trace_quantity', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('trace_cost', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('at', models.DateTimeField()),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('arrival', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('remains', models.DecimalField(decimal_places=3, max_digits=14)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('remains__gte', 0), ('remains__lte', models.F('quantity'))), name='stock_batch_remains_of_it')],
                    'indexes': [models.Index(condition=models.Q(('remains__gt', 0)), fields=['product', 'warehouse', 'at', 'id'], name='stock_batch_remaining')],
                },
            ),
            migrations.CreateModel(
                name='BatchMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.batch')),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('owner', models.BigIntegerField(null=True)),
                    ('subject', models.CharField(blank=True, max_length=60)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__lt', 0)), name='stock_batchmove_takes_away')],
                    'indexes': [models.Index(condition=models.Q(('owner__isnull', False)), fields=['subject'], name='stock_batchmove_subject')],
                },
            ),
        ]),
        beside(__file__),
        # Stock is common, holds are private. A buyer's request holds and gives back; what stands and comes is not its
        # to write.
        grant("stock_warehouse", buyer="select", staff="select, insert, update, delete"),
        grant("stock_arrival", staff="select, insert, update, delete"),
        grant("stock_move", staff="select, insert, update, delete"),
        grant("stock_hold", buyer="select, insert, update, delete", staff="select, insert, update, delete"),
        grant("stock_contractwarehouse", buyer="select", staff="select, insert, update, delete"),
        grant("stock_balance", buyer="select", staff="select, insert, update, delete"),
        grant("stock_workplace", staff="select, insert, delete"),
        grant("stock_holdmove", buyer="select, insert", staff="select, insert"),
        grant("stock_arrivalchange", buyer="select", staff="select, insert"),
        grant("stock_contractwarehouseschange", buyer="select", staff="select, insert"),
        grant("stock_warehousechange", buyer="select", staff="select, insert"),
        grant("stock_batch", staff="select, insert"),
        grant("stock_batchmove", staff="select, insert"),
        grant("stock_supplyroute", staff="select, insert, update"),
        grant("stock_supply", staff="select, insert, update"),
        own_rows("stock_hold", "contract_id in (select companies_my_contracts())"),
        own_rows("stock_contractwarehouse", "contract_id in (select companies_my_contracts())"),
        own_rows("stock_holdmove", "contract_id in (select companies_my_contracts())"),
        own_rows("stock_contractwarehouseschange", "contract_id in (select companies_my_contracts())"),
        own_rows("stock_supplyroute", """exists (
    select from companies_terms t
    where t.contract_id in (select companies_my_contracts()) and t.from_suppliers and t.valid_to is null)"""),
        # A buyer sees neither whose goods they are, nor anything of them where no contract of his may be promised
        # them.
        own_rows("stock_supply", """exists (
    select from companies_terms t
    where t.contract_id in (select companies_my_contracts()) and t.from_suppliers and t.valid_to is null)"""),
        append_only("stock_move"),
        append_only("stock_holdmove"),
        append_only("stock_arrivalchange"),
        append_only("stock_contractwarehouseschange"),
        append_only("stock_warehousechange"),
        append_only("stock_batchmove"),
    ]
