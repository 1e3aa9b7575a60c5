"""How much stood in a draft before a row of our own form set it anew."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0012_the_queue_comes_first")]

    operations: ClassVar = [
        migrations.AddField("pastedrow", "before", models.DecimalField(max_digits=14, decimal_places=3, null=True)),
    ]
