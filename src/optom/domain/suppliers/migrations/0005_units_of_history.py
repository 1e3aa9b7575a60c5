"""The history of an offer remembers of what unit a price was, and whether it was with VAT: else prices can't be compared."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('suppliers', '0004_candidates_and_expiry'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='offerchange',
            name='factor',
            field=models.DecimalField(db_default=1, decimal_places=3, default=1, max_digits=14),
        ),
        migrations.AddField(
            model_name='offerchange',
            name='with_vat',
            field=models.BooleanField(null=True),
        ),
    ]
