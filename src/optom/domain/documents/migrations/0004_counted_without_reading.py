"""A contract's papers are listed and counted without reading what they say."""

from typing import ClassVar

from django.db import migrations, models

# What a paper says moves out of its row where the row would be longer than this: a list reads rows, not contents.
NARROW = "alter table documents_paper set (toast_tuple_target = 512)"
WIDE = "alter table documents_paper reset (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0003_drawn_after_issue")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="paper", name="documents_paper_contract"),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["contract_id", "-id"], include=["company_id"], name="documents_paper_contract"),
        ),
        migrations.RunSQL(NARROW, WIDE),
    ]
