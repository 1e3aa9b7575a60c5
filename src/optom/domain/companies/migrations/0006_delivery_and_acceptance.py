"""How goods may leave by the terms, and within how many days the buyer says what has come."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0005_views")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="terms",
            name="delivery",
            field=models.CharField(
                choices=[("any", "Any"), ("pickup", "Pickup"), ("delivery", "Delivery")],
                db_default="any",
                default="any",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="terms",
            name="acceptance_days",
            field=models.PositiveSmallIntegerField(db_default=3, default=3),
        ),
    ]
