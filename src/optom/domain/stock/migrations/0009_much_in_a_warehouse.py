"""Which goods a warehouse has much of, for who filters by it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0008_what_is_free")]

    operations: ClassVar = [
        migrations.AddIndex(
            "balance", models.Index(fields=["warehouse", "on_hand", "product"], name="stock_balance_on_hand")
        ),
    ]
