"""Goods that left are called by the UPD that was issued after their entry."""

from typing import ClassVar

from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("credit", "0019_corrections_at_the_rate_of_their_goods"),
        ("companies", "0015_attachments_by_company"),
        ("documents", "0009_attachments"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Naming",
            fields=[
                ("entry", models.OneToOneField("credit.entry", models.PROTECT, primary_key=True, serialize=False, related_name="+")),
                ("title", models.CharField(max_length=200)),
                ("company", models.ForeignKey("companies.company", models.PROTECT, db_index=False, related_name="+")),
                ("paper", models.ForeignKey("documents.paper", models.PROTECT, related_name="+")),
            ],
        ),
        grant("credit_naming", buyer="select", staff="select, insert"),
        own_rows("credit_naming"),
        append_only("credit_naming"),
    ]
