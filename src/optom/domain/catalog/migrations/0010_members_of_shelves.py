from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0009_milestones")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["group", "brand", "id"], name="catalog_product_members", include=("is_active",)
            ),
        ),
        # products of a group are found by the index above
        migrations.AlterField(
            model_name="product",
            name="group",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.group"
            ),
        ),
    ]
