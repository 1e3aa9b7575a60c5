from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0014_penalties")]

    operations: ClassVar = [
        migrations.AddConstraint(
            "direction",
            models.CheckConstraint(
                condition=models.Q(payment=None) | models.Q(withdrawn_at=None),
                name="credit_direction_followed_or_withdrawn",
            ),
        ),
    ]
