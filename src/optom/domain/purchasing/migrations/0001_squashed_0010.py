"""All tables of the room and who may do what with their rows, as the first 10 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import optom.domain.purchasing.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("purchasing", "0001_landed_cost"),
        ("purchasing", "0002_orders_to_suppliers"),
        ("purchasing", "0003_price_breaks"),
        ("purchasing", "0004_confirmations_and_receipts"),
        ("purchasing", "0005_supplies"),
        ("purchasing", "0006_what_a_price_lands_at"),
        ("purchasing", "0007_found_by_product"),
        ("purchasing", "0008_offers_whose_day_is_over"),
        ("purchasing", "0009_for_lines_and_their_parts"),
        ("purchasing", "0010_answers"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
        ("credit", "0001_squashed_0023"),
        ("orders", "0001_squashed_0020"),
        ("stock", "0001_squashed_0018"),
        ("suppliers", "0001_squashed_0006"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Reliability',
                fields=[
                    ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='suppliers.supplier')),
                    ('percent', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('lines', models.PositiveIntegerField()),
                    ('late_days', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='suppliers.supplier')),
                    ('currency', models.CharField(default='RUB', max_length=3)),
                    ('freight_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                    ('freight_per_kg', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('minimum_sum', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('deferral_days', models.PositiveSmallIntegerField(default=0)),
                    ('lead_days', models.PositiveSmallIntegerField(default=0)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('awaits_rest', models.BooleanField(default=True)),
                    ('form', models.CharField(default=optom.domain.purchasing.rules.Form['XLSX'], max_length=8)),
                    ('tolerance_days', models.PositiveSmallIntegerField(null=True)),
                    ('tolerance_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('buyer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('deferral_days__lte', 365), ('freight_per_kg__gte', 0), ('freight_percent__gte', 0), ('lead_days__lte', 365), ('minimum_sum__gte', 0)), name='purchasing_agreement_sensible'), models.CheckConstraint(condition=models.Q(('form__in', [optom.domain.purchasing.rules.Form['XLSX'], optom.domain.purchasing.rules.Form['UBL']])), name='purchasing_agreement_form'), models.CheckConstraint(condition=models.Q(models.Q(('tolerance_percent', None), models.Q(('tolerance_percent__gte', 0), ('tolerance_percent__lte', 99)), _connector='OR'), models.Q(('tolerance_days', None), ('tolerance_days__lte', 365), _connector='OR')), name='purchasing_agreement_tolerances')],
                },
            ),
            migrations.CreateModel(
                name='Weights',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('money_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('failure_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('cover_days', models.PositiveSmallIntegerField()),
                    ('service_percent', models.DecimalField(decimal_places=2, default=90, max_digits=5)),
                    ('dearer_percent', models.DecimalField(decimal_places=2, default=10, max_digits=5)),
                    ('tolerance_days', models.PositiveSmallIntegerField(default=2)),
                    ('tolerance_percent', models.DecimalField(decimal_places=2, default=3, max_digits=5)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='purchasing_weights_one_row'), models.CheckConstraint(condition=models.Q(('cover_days__lte', 365), ('dearer_percent__gte', 0), ('dearer_percent__lte', 99), ('failure_percent__gte', 0), ('failure_percent__lte', 99), ('money_percent__gte', 0), ('money_percent__lte', 99), ('service_percent__gte', 50), ('service_percent__lte', 99), ('tolerance_days__lte', 365), ('tolerance_percent__gte', 0), ('tolerance_percent__lte', 99)), name='purchasing_weights_sensible')],
                },
            ),
            migrations.CreateModel(
                name='Minimum',
                fields=[
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='purchasing_minimum_positive')],
                },
            ),
            migrations.CreateModel(
                name='SupplierOrder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(default=optom.domain.purchasing.rules.State['DRAFT'], max_length=10)),
                    ('created_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('buyer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', [optom.domain.purchasing.rules.State['DRAFT'], optom.domain.purchasing.rules.State['SENT'], optom.domain.purchasing.rules.State['CONFIRMED'], optom.domain.purchasing.rules.State['CANCELLED']])), name='purchasing_supplierorder_state')],
                },
            ),
            migrations.CreateModel(
                name='SupplierLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('with_vat', models.BooleanField()),
                    ('landed', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('confirmed', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('confirmed_price', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('expected_on', models.DateField(null=True)),
                    ('arrival', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                    ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='purchasing.supplierorder')),
                    ('lead_days', models.PositiveSmallIntegerField(null=True)),
                    ('doubt', models.CharField(blank=True, db_default='', max_length=40)),
                    ('due_on', models.DateField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('doubt', ''), _negated=True), fields=['order'], name='purchasing_supplierline_doubts')],
                    'constraints': [models.UniqueConstraint(fields=('order', 'position'), name='purchasing_supplierline_position_once'), models.UniqueConstraint(fields=('order', 'product'), name='purchasing_supplierline_product_once'), models.CheckConstraint(condition=models.Q(('price__gt', 0), ('quantity__gt', 0)), name='purchasing_supplierline_positive'), models.CheckConstraint(condition=models.Q(('confirmed', None), ('confirmed__gte', 0), _connector='OR'), name='purchasing_supplierline_confirmed')],
                },
            ),
            migrations.CreateModel(
                name='Purpose',
                fields=[
                    ('pk', models.CompositePrimaryKey('supplier_line_id', 'line_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line')),
                    ('supplier_line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='purchasing.supplierline')),
                    ('promised', models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14)),
                ],
            ),
            migrations.CreateModel(
                name='Need',
                fields=[
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                    ('waiting', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('minimum', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('forecast', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('free', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('coming', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('ordered', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('landed', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('measured_at', models.DateTimeField()),
                    ('offer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='suppliers.offer')),
                    ('safety', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('to_order', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='purchasing_need_positive')],
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('paper', models.CharField(blank=True, max_length=60)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierorder')),
                ],
            ),
            migrations.CreateModel(
                name='ReceiptLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('awaited', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('came', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('damaged', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('receipt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.receipt')),
                    ('supplier_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierline')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('receipt', 'supplier_line', 'product'), name='purchasing_receiptline_once'), models.CheckConstraint(condition=models.Q(('awaited__gte', 0), ('came__gte', 0), ('damaged__gte', 0), ('price__gt', 0)), name='purchasing_receiptline_sensible')],
                },
            ),
            migrations.CreateModel(
                name='SupplierKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                ],
            ),
            migrations.CreateModel(
                name='Supplying',
                fields=[
                    ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='suppliers.supplier')),
                    ('share_percent', models.PositiveSmallIntegerField()),
                    ('fresh_days', models.PositiveSmallIntegerField()),
                    ('by_order_most', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('cut_off', models.TimeField(null=True)),
                    ('takes_on', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                    ('closed_on', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None)),
                    ('receipt_days', models.PositiveSmallIntegerField(default=0)),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('by_order_most__gte', 0), ('fresh_days__gt', 0), ('fresh_days__lte', 60), ('receipt_days__lte', 30), ('share_percent__gt', 0), ('share_percent__lte', 100), ('takes_on__len__gt', 0)), name='purchasing_supplying_sensible')],
                },
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierorder')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feedrun')),
                ],
            ),
            migrations.CreateModel(
                name='AnswerLine',
                fields=[
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='purchasing.supplierline')),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('expected_on', models.DateField()),
                    ('doubt', models.CharField(blank=True, max_length=40)),
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.answer')),
                ],
            ),
        ]),
        beside(__file__),
        # Nothing of it is shown to buyers.
        grant("purchasing_reliability", staff="select, insert, update, delete"),
        grant("purchasing_agreement", staff="select, insert, update"),
        grant("purchasing_weights", staff="select, update"),
        grant("purchasing_minimum", staff="select, insert, update, delete"),
        grant("purchasing_supplierline", staff="select, insert, update"),
        grant("purchasing_purpose", staff="select, insert"),
        grant("purchasing_supplierorder", staff="select, insert, update"),
        grant("purchasing_need", staff="select, insert, delete"),
        grant("purchasing_receipt", staff="select, insert"),
        grant("purchasing_receiptline", staff="select, insert"),
        grant("purchasing_supplierkey", staff="insert"),
        grant("purchasing_supplying", staff="select, insert, delete"),
        grant("purchasing_answer", staff="select, insert"),
        grant("purchasing_answerline", staff="select, insert"),
        own_rows("purchasing_supplierkey", "false"),
        append_only("purchasing_receipt"),
        append_only("purchasing_receiptline"),
        append_only("purchasing_answer"),
        append_only("purchasing_answerline"),
    ]
