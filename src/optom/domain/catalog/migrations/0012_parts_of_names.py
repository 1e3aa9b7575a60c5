"""Any part of a product's name, for who filters by it. Built while people work on: of a million names it takes long."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar = [("catalog", "0011_pictures_and_papers_of_goods")]

    operations: ClassVar = [
        AddIndexConcurrently(
            "product",
            GinIndex(
                OpClass(Lower("name"), "gin_trgm_ops"),
                name="catalog_product_names",
                fastupdate=False,
                condition=models.Q(is_active=True),
            ),
        ),
    ]
