"""Papers of the past wait for their drawing since they were loaded, not since they were issued."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0006_found_by_number")]

    operations: ClassVar = [
        migrations.AddField("paper", "loaded_at", models.DateTimeField(null=True)),
    ]
