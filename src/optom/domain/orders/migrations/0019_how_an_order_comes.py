"""How an order is to come: each part when it is there, all of it together, or what is there by a day (ADR 0060)."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

WISHES = ["now", "together", "by"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("companies", "0019_terms_from_suppliers"),
        ("stock", "0016_supply"),
        ("orders", "0018_when_a_line_was_ordered"),
    ]

    operations: ClassVar = [
        migrations.AddField("draft", "wish", models.CharField(db_default="now", default="now", max_length=10)),
        migrations.AddField("draft", "wished_on", models.DateField(null=True)),
        migrations.AddField("order", "together_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(
                condition=Q(wish__in=WISHES) & (Q(wished_on__isnull=False) | ~Q(wish="by")), name="orders_draft_wish"
            ),
        ),
    ]
