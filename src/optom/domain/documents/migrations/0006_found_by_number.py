"""A paper is found by its number or the beginning of it; the company beside it, so that others' are passed by unread."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0005_papers_of_a_company")]

    operations: ClassVar = [
        migrations.AddIndex(
            "paper", models.Index(Collate("number", "C"), F("company_id"), name="documents_paper_number")
        ),
    ]
