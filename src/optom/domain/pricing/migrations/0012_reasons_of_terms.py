"""Why a contract has its column and discount stands on the row: what somebody has said, or the rule that made it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0011_prices_of_shelves")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="contractpricing",
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="contractpricing",
            name="known",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
