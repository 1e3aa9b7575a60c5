"""On which sheet of a workbook a row stood that was left out."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0014_rows_left_out")]

    operations: ClassVar = [
        migrations.AddField(
            "leftrow", "sheet", models.CharField(blank=True, db_default="", default="", max_length=100)
        ),
    ]
