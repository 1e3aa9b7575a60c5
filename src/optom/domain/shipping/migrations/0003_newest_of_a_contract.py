"""A window of a contract's shipments is walked by an index, newest first."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0001_initial"), ("shipping", "0002_own_rows")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="shipment",
            name="contract",
            field=models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="companies.contract"),
        ),
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(fields=["contract", "-id"], name="shipping_shipment_contract"),
        ),
    ]
