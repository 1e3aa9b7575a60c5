from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0004_substrings_of_numbers")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="product", name="catalog_product_by_group"),
        migrations.RemoveIndex(model_name="product", name="catalog_product_by_brand"),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["group", "brand", "sort_key", "id"],
                name="catalog_product_shelved",
                include=("article",),
                condition=models.Q(("is_active", True)),
            ),
        ),
    ]
