"""A payment is found by its number or its sum, whoever paid."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0007_ledger_of_accounts")]

    operations: ClassVar = [
        migrations.AddIndex("payment", models.Index(fields=["number", "-id"], name="credit_payment_number")),
        migrations.AddIndex("payment", models.Index(fields=["amount", "-id"], name="credit_payment_amount")),
    ]
