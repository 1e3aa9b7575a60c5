"""The papers of a company over all its contracts are walked by an index, newest first."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0004_counted_without_reading")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["company_id", "-id"], include=["contract_id"], name="documents_paper_company"),
        ),
    ]
