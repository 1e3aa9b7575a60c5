"""What a buyer has written beside a line of his order."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0007_prices_of_forms")]

    operations: ClassVar = [
        migrations.AddField("line", "note", models.CharField(blank=True, db_default="", max_length=200)),
    ]
