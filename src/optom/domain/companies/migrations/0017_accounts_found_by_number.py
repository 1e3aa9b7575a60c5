"""Whose account it is, asked of each document of a bank's statement, is found without looking at all accounts."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0016_own_sellers")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["account"], name="companies_bankaccount_account"),
        ),
    ]
