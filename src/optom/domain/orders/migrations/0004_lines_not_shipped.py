"""Lines that did not all leave are few; the states of orders are told from them."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0003_least_rights")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                fields=["contract", "order"],
                name="orders_line_unshipped",
                condition=models.Q(shipped__lt=models.F("ordered")),
            ),
        ),
    ]
