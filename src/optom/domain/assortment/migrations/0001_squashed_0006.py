"""All tables of the room and who may do what with their rows, as the first 6 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("assortment", "0001_initial"),
        ("assortment", "0002_own_rows"),
        ("assortment", "0003_scope"),
        ("assortment", "0004_own_numbers"),
        ("assortment", "0005_given_numbers"),
        ("assortment", "0006_scope_then"),
    ]
    dependencies: ClassVar = [
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Visibility',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_allowed', models.BooleanField()),
                    ('brand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.contract')),
                    ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('brand__isnull', False), ('group', None)), models.Q(('brand', None), ('group__isnull', False)), _connector='OR'), name='assortment_visibility_one_scope'), models.UniqueConstraint(fields=('contract', 'group', 'brand'), name='assortment_visibility_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='OwnNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=100)),
                    ('code', models.CharField(db_collation='C', max_length=100)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                    ('is_given', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['company', 'product'], name='assortment_ownnumber_product')],
                    'constraints': [models.UniqueConstraint(fields=('company', 'code'), name='assortment_ownnumber_once'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='assortment_ownnumber_says_something'), models.UniqueConstraint(condition=models.Q(('is_given', True)), fields=('company', 'product'), name='assortment_ownnumber_one_given')],
                },
            ),
            migrations.CreateModel(
                name='VisibilityChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(null=True)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('allowed_groups', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('denied_groups', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('allowed_brands', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('denied_brands', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
            ),
        ]),
        beside(__file__),
        grant("assortment_visibility", buyer="select", staff="select, insert, update, delete"),
        grant("assortment_ownnumber", buyer="select, insert, update, delete", staff="select, insert, update, delete"),
        grant("assortment_visibilitychange", buyer="select", staff="select, insert"),
        own_rows("assortment_visibility", "contract_id in (select companies_my_contracts())"),
        own_rows("assortment_ownnumber"),
        own_rows("assortment_visibilitychange", "contract_id in (select companies_my_contracts())"),
        append_only("assortment_visibilitychange"),
    ]
