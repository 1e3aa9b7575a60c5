"""Which goods a warehouse has much of, for who filters by it. Built while people work on."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar = [("stock", "0008_what_is_free")]

    operations: ClassVar = [
        AddIndexConcurrently(
            "balance", models.Index(fields=["warehouse", "on_hand", "product"], name="stock_balance_on_hand")
        ),
    ]
