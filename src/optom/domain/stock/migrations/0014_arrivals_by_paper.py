"""Arrivals are known by the firm's own paper, and announced once by a caller's key."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0013_warehouses_then")]

    operations: ClassVar = [
        migrations.AddField("arrival", "reference", models.CharField(blank=True, db_default="", max_length=60)),
        migrations.AddField("arrival", "key", models.CharField(max_length=60, null=True, unique=True)),
    ]
