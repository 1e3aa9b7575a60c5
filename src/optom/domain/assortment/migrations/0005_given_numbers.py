"""Numbers of a company's own that it gave itself, one a product, beside those remembered from what it wrote."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("assortment", "0004_own_numbers")]

    operations: ClassVar = [
        migrations.AddField("ownnumber", "is_given", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "ownnumber",
            models.UniqueConstraint(
                condition=models.Q(("is_given", True)),
                fields=("company", "product"),
                name="assortment_ownnumber_one_given",
            ),
        ),
    ]
