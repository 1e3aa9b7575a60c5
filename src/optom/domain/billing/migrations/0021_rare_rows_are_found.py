"""Offsets that were taken back and titles that object are found without looking at all others."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0020_what_a_link_does_not_open")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="advanceoffset",
            index=models.Index(
                fields=["invoice", "entry"], condition=models.Q(amount__lt=0), name="billing_offset_taken_back"
            ),
        ),
        migrations.AddIndex(
            model_name="buyertitle",
            index=models.Index(fields=["upd"], condition=~models.Q(outcome="1"), name="billing_buyertitle_objects"),
        ),
    ]
