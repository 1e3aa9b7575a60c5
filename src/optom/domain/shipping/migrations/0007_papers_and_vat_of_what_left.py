"""Which papers go with a shipment, and at which rate of VAT its lines left."""

from typing import ClassVar

from django.db import migrations, models

# What left before left at the rate of its order.
OF_ORDERS = """
update shipping_shipmentline sl set vat_percent = l.vat_percent from orders_line l where l.id = sl.order_line_id;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0014_rows_left_out"),
        ("shipping", "0006_asked_of_holds"),
        ("companies", "0009_papers_and_vat_of_sellers"),
    ]

    operations: ClassVar = [
        migrations.AddField("shipment", "papers", models.CharField(blank=True, db_default="note", max_length=4)),
        migrations.AddField(
            "shipmentline", "vat_percent", models.DecimalField(decimal_places=2, max_digits=4, null=True)
        ),
        migrations.RunSQL(OF_ORDERS, migrations.RunSQL.noop),
    ]
