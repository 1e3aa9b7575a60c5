"""Files that somebody attaches to what is not a paper; who sees them, the room of companies says."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("documents", "0008_signed_copies"),
        ("journal", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("company_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content_type", models.CharField(max_length=20)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "sha256"), name="documents_attachment_once"),
                ],
            },
        ),
        grant("documents_attachment", buyer="select, insert", staff="select, insert"),
        append_only("documents_attachment"),
    ]
