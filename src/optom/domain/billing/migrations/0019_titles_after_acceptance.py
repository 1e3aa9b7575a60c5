"""A buyer's title tells since when the shipment had counted as accepted when it came (ADR 0038)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0018_entries_of_issued_upds"), ("shipping", "0010_carriages")]

    operations: ClassVar = [
        migrations.AddField(model_name="buyertitle", name="was_accepted_at", field=models.DateTimeField(null=True)),
    ]
