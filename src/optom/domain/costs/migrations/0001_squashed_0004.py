"""All tables of the room and who may do what with their rows, as the first 4 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("costs", "0001_figures"),
        ("costs", "0002_demand_and_market"),
        ("costs", "0003_highest_of_the_market"),
        ("costs", "0004_when_it_was_measured"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("journal", "0001_squashed_0003"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Input',
                fields=[
                    ('id', models.SmallAutoField(primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=30, unique=True)),
                    ('russian', models.CharField(max_length=40, unique=True)),
                    ('kind', models.CharField(choices=[('sum', 'Sum'), ('number', 'Number')], max_length=10)),
                    ('is_own', models.BooleanField(default=True)),
                ],
            ),
            migrations.CreateModel(
                name='FigureChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('at', models.DateTimeField()),
                    ('source', models.CharField(blank=True, max_length=100)),
                    ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('input', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='costs.input')),
                ],
                options={
                    'indexes': [models.Index(fields=['product', 'input', '-at', '-id'], name='costs_figurechange_history'), django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='costs_figurechange_moment')],
                },
            ),
            migrations.CreateModel(
                name='Figure',
                fields=[
                    ('pk', models.CompositePrimaryKey('input_id', 'product_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('input', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='costs.input')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='costs_figure_not_negative')],
                },
            ),
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
                    ('highest', models.DecimalField(decimal_places=4, max_digits=15)),
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
            migrations.CreateModel(
                name='Measured',
                fields=[
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                    ('at', models.DateTimeField(db_index=True)),
                ],
            ),
        ]),
        beside(__file__),
        grant("costs_input", staff="select, insert, delete"),
        grant("costs_figurechange", staff="select, insert"),
        grant("costs_figure", staff="select, insert, update, delete"),
        grant("costs_demand", staff="select, insert, update, delete"),
        grant("costs_market", staff="select, insert, update, delete"),
        grant("costs_bounds", staff="select, update"),
        grant("costs_competitor", staff="select, insert"),
        grant("costs_marketprice", staff="select, insert, update, delete"),
        grant("costs_measured", staff="select, insert, update, delete"),
        append_only("costs_figurechange"),
    ]
