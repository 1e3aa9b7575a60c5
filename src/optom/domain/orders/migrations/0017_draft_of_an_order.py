"""Of which draft an order was made, so that who comes to a draft that is gone is shown what it became."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0016_poured_drafts")]

    operations: ClassVar = [
        migrations.AddField("order", "draft", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "order",
            models.Index(
                fields=["contract", "draft"], name="orders_order_draft", condition=models.Q(draft__isnull=False)
            ),
        ),
    ]
