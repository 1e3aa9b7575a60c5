"""What a contract held of a product is found among its own moves, however much others have held of it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0010_since_for_a_contract")]

    operations: ClassVar = [
        migrations.AddIndex(
            "holdmove", models.Index(fields=["contract", "product", "at"], name="stock_holdmove_contract")
        ),
    ]
