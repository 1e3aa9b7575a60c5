"""An invoice may be for what leaves by a shipment."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0011_letters_about_papers"),
        ("shipping", "0007_papers_and_vat_of_what_left"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "invoice",
            "shipment",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shipping.shipment"
            ),
        ),
    ]
