"""A company sees and asks for its own shipments."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("shipping", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("shipping_shipment", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("shipping_shipmentline", buyer="select, insert, update", staff="select, insert, update, delete"),
        own_rows("shipping_shipment"),
        own_rows("shipping_shipmentline"),
    ]
