"""Which goods are marked: each leaves with a code of its own (ADR 0039)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0013_how_goods_were_sold")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Marked",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalog.product",
                    ),
                ),
                ("commodity", models.CharField(max_length=20)),
                ("gtin", models.CharField(max_length=14, unique=True)),
            ],
        ),
        grant("catalog_marked", buyer="select", staff="select, insert, update, delete"),
    ]
