"""Among what came there may be other goods than were sent for."""

from typing import ClassVar

from django.db import migrations, models

KINDS = [("shortage", "Shortage"), ("surplus", "Surplus"), ("damage", "Damage"), ("wrong", "Wrong")]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("shipping", "0008_codes_of_marked_goods")]

    operations: ClassVar = [
        migrations.AlterField("discrepancy", "kind", models.CharField(choices=KINDS, max_length=10)),
    ]
