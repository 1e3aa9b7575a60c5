"""Arrivals are known by the firm's own paper, and announced once by a caller's key."""

from typing import ClassVar

from django.db import migrations, models

# From whom and by which paper goods come is the firm's own.
KNOWN = "id, product_id, warehouse_id, expected_on, quantity, received, held"
LESS = f"""
revoke select on stock_arrival from optom_buyer;
grant select ({KNOWN}) on stock_arrival to optom_buyer;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0013_warehouses_then")]

    operations: ClassVar = [
        migrations.AddField("arrival", "reference", models.CharField(blank=True, db_default="", max_length=60)),
        migrations.AddField("arrival", "key", models.CharField(max_length=60, null=True, unique=True)),
        migrations.RunSQL(LESS, "grant select on stock_arrival to optom_buyer;"),
    ]
