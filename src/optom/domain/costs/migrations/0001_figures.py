"""What is told of goods and its ledger; the firm's own affair: buyers are shown nothing of it."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant

BUILT_IN = """
insert into costs_input (name, russian, kind, is_own) values
    ('receipt_cost', 'себестоимость_прихода', 'sum', false),
    ('average_cost', 'средняя_себестоимость', 'sum', false),
    ('offer_cost', 'лучшее_предложение', 'sum', false),
    ('planned_cost', 'плановая_себестоимость', 'sum', false),
    ('recommended', 'ррц', 'sum', false);
"""


class Migration(migrations.Migration):

    initial: ClassVar = True

    dependencies: ClassVar = [
        ('catalog', '0015_named_by_article'),
        ('journal', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
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
        migrations.RunSQL(BUILT_IN, migrations.RunSQL.noop),
        grant("costs_input", staff="select, insert, delete"),
        grant("costs_figure", staff="select, insert, update, delete"),
        grant("costs_figurechange", staff="select, insert"),
        append_only("costs_figurechange"),
    ]
