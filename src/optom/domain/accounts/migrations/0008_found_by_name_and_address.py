"""People are found by any part of their name or address."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0007_sessions")]

    operations: ClassVar = [
        TrigramExtension(),
        migrations.AddIndex(
            "user",
            GinIndex(
                OpClass(Lower("name"), "gin_trgm_ops"),
                OpClass(Lower("email"), "gin_trgm_ops"),
                name="accounts_user_parts",
            ),
        ),
    ]
