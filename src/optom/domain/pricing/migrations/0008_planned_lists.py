"""Price lists that wait for their day; buyers see nothing of them."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("pricing", "0007_breaks_by_hand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PlannedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("is_complete", models.BooleanField()),
                ("begins_on", models.DateField()),
                ("planned_at", models.DateTimeField()),
                (
                    "planned_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("remarks", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(published_at=None, taken_back_at=None),
                        fields=["begins_on"],
                        name="pricing_plannedlist_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product", models.TextField()),
                ("brand", models.TextField()),
                ("column_name", models.TextField()),
                ("amount", models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ("from_quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("origin", models.TextField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pricing.plannedlist"
                    ),
                ),
            ],
        ),
        grant("pricing_plannedlist", staff="select, insert, update"),
        grant("pricing_plannedprice", staff="select, insert, delete"),
    ]
