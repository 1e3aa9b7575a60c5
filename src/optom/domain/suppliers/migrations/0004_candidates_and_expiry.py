"""Suppliers from whom we do not buy yet, and offers that stand for some time only."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('suppliers', '0003_units'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Expiry',
            fields=[
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='suppliers.offer')),
                ('until', models.DateField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name='supplier',
            name='is_candidate',
            field=models.BooleanField(default=False),
        ),
        grant("suppliers_expiry", staff="select, insert, update, delete"),
    ]
