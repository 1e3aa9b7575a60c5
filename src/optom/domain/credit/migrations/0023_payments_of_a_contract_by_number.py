"""Payments of a contract are found by their numbers, too: a bank's statement asks for thousands of them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0022_rates_run_out")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["contract", "number"], name="credit_payment_contract"),
        ),
        migrations.AlterField(
            model_name="payment",
            name="contract",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="companies.contract",
            ),
        ),
    ]
