"""A line that was added to an order later says when and by whom: it counts in that month, for that person (ADR 0018)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0017_draft_of_an_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField("line", "ordered_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "line",
            "ordered_by",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            "line",
            models.Index(
                fields=["company", "ordered_at"], name="orders_line_month", condition=Q(ordered_at__isnull=False)
            ),
        ),
    ]
