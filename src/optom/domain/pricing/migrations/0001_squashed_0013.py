"""All tables of the room and who may do what with their rows, as the first 13 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("pricing", "0001_initial"),
        ("pricing", "0002_own_rows"),
        ("pricing", "0003_derivation"),
        ("pricing", "0004_price_in_its_key"),
        ("pricing", "0005_one_look_for_a_price"),
        ("pricing", "0006_prices_then"),
        ("pricing", "0007_breaks_by_hand"),
        ("pricing", "0008_planned_lists"),
        ("pricing", "0009_terms_are_hashed"),
        ("pricing", "0010_breaks_of_one"),
        ("pricing", "0011_prices_of_shelves"),
        ("pricing", "0012_reasons_of_terms"),
        ("pricing", "0013_lists_take_four_eyes"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Column',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True)),
                    ('name', models.CharField(max_length=100)),
                    ('currency', models.CharField(default='RUB', max_length=3)),
                    ('vat_included', models.BooleanField(default=True)),
                    ('external_id', models.CharField(max_length=100, null=True, unique=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Break',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.CharField(blank=True, db_default='', max_length=300)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('column', 'product', 'from_quantity'), name='pricing_break_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('from_quantity__gt', 0)), name='pricing_break_positive')],
                    'indexes': [models.Index(condition=models.Q(('owner__isnull', False)), fields=['column', 'product'], name='pricing_break_by_hand'), models.Index(condition=models.Q(('from_quantity__lte', 1)), fields=['column', 'amount', 'product'], name='pricing_break_of_one')],
                },
            ),
            migrations.CreateModel(
                name='ColumnPrice',
                fields=[
                    ('pk', models.CompositePrimaryKey('column_id', 'product_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['column', 'amount', 'product'], name='pricing_columnprice_sorted')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='pricing_columnprice_positive')],
                },
            ),
            migrations.CreateModel(
                name='ContractPricing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('discount', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                    ('rounding', models.DecimalField(decimal_places=4, default='0.01', max_digits=8)),
                    ('valid_from', models.DateTimeField()),
                    ('valid_to', models.DateTimeField(null=True)),
                    ('column', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('reason', models.CharField(blank=True, db_default='', max_length=300)),
                    ('known', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('contract',), name='pricing_contractpricing_one_current'), models.CheckConstraint(condition=models.Q(('discount__gte', -100), ('discount__lt', 100), ('rounding__gt', 0)), name='pricing_contractpricing_sensible')],
                },
            ),
            migrations.CreateModel(
                name='ContractRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('discount', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                    ('valid_from', models.DateTimeField()),
                    ('valid_to', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('brand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.brand')),
                    ('column', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('brand__isnull', False), ('group__isnull', False), _connector='OR'), name='pricing_contractrule_has_scope'), models.CheckConstraint(condition=models.Q(('discount__gte', -100), ('discount__lt', 100)), name='pricing_contractrule_sensible')],
                },
            ),
            migrations.CreateModel(
                name='FixedPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('valid_from', models.DateTimeField()),
                    ('valid_to', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', 'product', '-valid_from'], name='pricing_fixedprice_contract')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='pricing_fixedprice_positive')],
                },
            ),
            migrations.CreateModel(
                name='PriceChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_quantity', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('at', models.DateTimeField()),
                    ('source', models.CharField(blank=True, max_length=100)),
                    ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['product', 'column', 'from_quantity', '-at', '-id'], name='pricing_pricechange_history'), django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='pricing_pricechange_moment')],
                },
            ),
            migrations.CreateModel(
                name='PlannedList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100)),
                    ('is_complete', models.BooleanField()),
                    ('begins_on', models.DateField()),
                    ('planned_at', models.DateTimeField()),
                    ('planned_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('published_at', models.DateTimeField(null=True)),
                    ('taken_back_at', models.DateTimeField(null=True)),
                    ('remarks', models.PositiveIntegerField(default=0)),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('needs_approval', models.BooleanField(db_default=False, default=False)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('published_at', None), ('taken_back_at', None)), fields=['begins_on'], name='pricing_plannedlist_waiting')],
                },
            ),
            migrations.CreateModel(
                name='PlannedPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('product', models.TextField()),
                    ('brand', models.TextField()),
                    ('column_name', models.TextField()),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('from_quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('origin', models.TextField()),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pricing.plannedlist')),
                ],
            ),
            migrations.CreateModel(
                name='ShelfPrice',
                fields=[
                    ('pk', models.CompositePrimaryKey('column_id', 'group_id', 'brand_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pricing.column')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
                    ('lowest', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('highest', models.DecimalField(decimal_places=4, max_digits=15)),
                ],
            ),
            migrations.CreateModel(
                name='Doubt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('column', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pricing.column')),
                    ('product', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
            ),
        ]),
        beside(__file__),
        # Columns are read to derive prices; the terms of another's contract are not shown.
        grant("pricing_column", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_break", staff="select, insert, update, delete"),
        grant("pricing_columnprice", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_contractpricing", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_contractrule", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_fixedprice", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_pricechange", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_plannedlist", staff="select, insert, update"),
        grant("pricing_plannedprice", staff="select, insert, delete"),
        grant("pricing_shelfprice", buyer="select", staff="select"),
        grant("pricing_doubt", buyer="select", staff="select, insert"),
        own_rows("pricing_contractpricing", "contract_id in (select companies_my_contracts())"),
        own_rows("pricing_contractrule", "contract_id in (select companies_my_contracts())"),
        own_rows("pricing_fixedprice", "contract_id in (select companies_my_contracts())"),
        append_only("pricing_pricechange"),
    ]
