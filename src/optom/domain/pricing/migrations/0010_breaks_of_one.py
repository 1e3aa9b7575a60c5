"""Breaks that a single unit reaches are the price that is shown: an order and a filter by own price look for them."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0009_terms_are_hashed")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="break",
            index=models.Index(
                fields=["column", "amount", "product"],
                name="pricing_break_of_one",
                condition=models.Q(from_quantity__lte=1),
            ),
        ),
    ]
