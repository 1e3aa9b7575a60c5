"""For how long prices and dates of a quote are promised, and whether goods may be held for it (ADR 0058)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0017_accounts_found_by_number")]

    operations: ClassVar = [
        migrations.AddField("terms", "quote_days", models.PositiveSmallIntegerField(db_default=5, default=5)),
        migrations.AddField("terms", "quote_holds", models.BooleanField(db_default=False, default=False)),
    ]
