"""How goods sell, what competitors ask for them, and the bounds by which both are judged."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models

from optom.base.row_security import grant

BOUNDS = """
insert into costs_bounds (id, a_share, b_share, x_variation, y_variation, market_days) values (1, 80, 15, 10, 25, 30);
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('catalog', '0015_named_by_article'),
        ('costs', '0001_figures'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('sold_90', models.DecimalField(decimal_places=3, max_digits=14)),
                ('sold_365', models.DecimalField(decimal_places=3, max_digits=14)),
                ('abc', models.CharField(blank=True, max_length=1)),
                ('xyz', models.CharField(blank=True, max_length=1)),
                ('received_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Market',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('lowest', models.DecimalField(decimal_places=4, max_digits=15)),
                ('median', models.DecimalField(decimal_places=4, max_digits=15)),
                ('prices', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Bounds',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('a_share', models.DecimalField(decimal_places=2, max_digits=5)),
                ('b_share', models.DecimalField(decimal_places=2, max_digits=5)),
                ('x_variation', models.DecimalField(decimal_places=2, max_digits=6)),
                ('y_variation', models.DecimalField(decimal_places=2, max_digits=6)),
                ('market_days', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='costs_bounds_one_row'), models.CheckConstraint(condition=models.Q(('a_share__gt', 0), ('a_share__lte', django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('b_share'))), ('b_share__gte', 0), ('market_days__gt', 0), ('x_variation__gte', 0), ('x_variation__lte', models.F('y_variation'))), name='costs_bounds_sensible')],
            },
        ),
        migrations.CreateModel(
            name='Competitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='costs_competitor_once')],
            },
        ),
        migrations.CreateModel(
            name='MarketPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=15)),
                ('seen_on', models.DateField()),
                ('competitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='costs.competitor')),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('product', 'competitor'), name='costs_marketprice_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='costs_marketprice_positive')],
            },
        ),
        migrations.RunSQL(BOUNDS, migrations.RunSQL.noop),
        grant("costs_bounds", staff="select, update"),
        grant("costs_demand", staff="select, insert, update, delete"),
        grant("costs_competitor", staff="select, insert"),
        grant("costs_marketprice", staff="select, insert, update, delete"),
        grant("costs_market", staff="select, insert, update, delete"),
    ]
