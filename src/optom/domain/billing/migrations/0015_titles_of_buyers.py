"""What buyers say of UPDs by their half of the electronic document (ADR 0038)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0014_papers_of_contracts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="BuyerTitle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("file_id", models.CharField(max_length=255)),
                ("outcome", models.CharField(max_length=1)),
                ("accepted_on", models.DateField()),
                ("says", models.CharField(blank=True, max_length=300)),
                ("discrepancy_paper", models.CharField(blank=True, max_length=300)),
                ("taken_by", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("company", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company")),
                ("upd", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.upd")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("upd", "sha256"), name="billing_buyertitle_once")],
            },
        ),
        grant("billing_buyertitle", buyer="select, insert", staff="select, insert"),
        own_rows("billing_buyertitle"),
        append_only("billing_buyertitle"),
    ]
