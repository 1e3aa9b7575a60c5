"""What of a hold is asked for: the database itself keeps it where it is (ADR 0024)."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0011_own_past_of_holds")]

    operations: ClassVar = [
        migrations.AddField(
            "hold", "asked", models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=14)
        ),
        migrations.AddConstraint(
            "hold",
            models.CheckConstraint(
                condition=Q(asked__gte=0, asked__lte=F("quantity")), name="stock_hold_asked_is_held"
            ),
        ),
        migrations.AddConstraint(
            "hold",
            models.CheckConstraint(condition=Q(asked=0) | Q(arrival=None), name="stock_hold_asked_is_on_hand"),
        ),
    ]
