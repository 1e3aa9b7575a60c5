"""What a day of delay costs by the terms of a contract (ADR 0037)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0012_signed_copies_by_right")]

    operations: ClassVar = [
        migrations.AddField(
            "terms", "penalty_percent", models.DecimalField(db_default=0, decimal_places=4, default=0, max_digits=6)
        ),
        migrations.AddField("terms", "penalty_grace", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddField("terms", "penalty_cap", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
    ]
