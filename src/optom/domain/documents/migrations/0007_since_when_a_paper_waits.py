"""Since when a paper waits for its drawing: papers of the past are issued long before they are loaded."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0006_found_by_number")]

    operations: ClassVar = [
        migrations.AddField("paper", "recorded_at", models.DateTimeField(db_default=Now())),
    ]
