"""What of suppliers' offers may be promised to clients, and how late they are (ADR 0060)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('purchasing', '0004_confirmations_and_receipts'),
        ('stock', '0016_supply'),
        ('suppliers', '0001_feeds'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='purpose',
            name='promised',
            field=models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='reliability',
            name='late_days',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
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
        grant("purchasing_supplying", staff="select, insert, delete"),
    ]
