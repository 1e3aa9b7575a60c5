"""When what is measured of goods moved last: prices follow it as they follow what is told."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('catalog', '0016_called_by_numbers'),
        ('costs', '0003_highest_of_the_market'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Measured',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
        grant("costs_measured", staff="select, insert, update, delete"),
    ]
