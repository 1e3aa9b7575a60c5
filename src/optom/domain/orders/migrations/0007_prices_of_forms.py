"""At which price a row of our own form was offered when the form was made."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0006_private_and_standing_drafts")]

    operations: ClassVar = [
        migrations.AddField("pastedrow", "price", models.DecimalField(max_digits=15, decimal_places=4, null=True)),
    ]
