"""A window of the payments of all contracts is walked by an index, newest first."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0004_least_rights")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["-on", "-id"], name="credit_payment_newest"),
        ),
    ]
