"""Whether goods that suppliers have ready may be promised to a contract (ADR 0060)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0018_quotes_of_terms")]

    operations: ClassVar = [
        migrations.AddField("terms", "from_suppliers", models.BooleanField(db_default=False, default=False)),
    ]
