"""What can be taken instead of a product."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0007_ranges_of_shelves")]

    operations: ClassVar = [
        migrations.CreateModel(
            "Analog",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(default="same", max_length=10)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "analog",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.product"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["product", "analog"], name="catalog_analog_once"),
                    models.CheckConstraint(condition=~Q(product=F("analog")), name="catalog_analog_is_another"),
                ]
            },
        ),
        grant("catalog_analog", buyer="select", staff="select, insert, update, delete"),
    ]
