"""A draft that was poured into another is kept out of sight for a day, so that the pouring can be taken back."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0015_sheets_of_books")]

    operations: ClassVar = [
        migrations.AddField("draft", "poured_into", models.BigIntegerField(null=True)),
        migrations.AddField("draft", "poured_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "draft",
            models.Index(fields=["poured_into"], name="orders_draft_poured", condition=Q(poured_into__isnull=False)),
        ),
    ]
