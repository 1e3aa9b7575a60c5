"""What a contract bought of a product, the last time first: the catalog tells it of every row."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0008_notes_of_lines")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["contract", "product", "-id"], name="orders_line_bought"),
        ),
    ]
