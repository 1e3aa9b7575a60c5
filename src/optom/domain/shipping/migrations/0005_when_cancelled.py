"""When a request for shipment was taken back."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("shipping", "0004_deliveries")]

    operations: ClassVar = [
        migrations.AddField(model_name="shipment", name="cancelled_at", field=models.DateTimeField(null=True)),
    ]
