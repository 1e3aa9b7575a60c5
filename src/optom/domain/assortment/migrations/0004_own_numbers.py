"""What a company itself calls products: its own rows, which its people write when they answer what they meant."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("assortment", "0003_scope"),
        ("catalog", "0007_ranges_of_shelves"),
        ("companies", "0003_owners_manage_people"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OwnNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=100)),
                ("code", models.CharField(db_collation="C", max_length=100)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.product"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "product"], name="assortment_ownnumber_product")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "code"), name="assortment_ownnumber_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="assortment_ownnumber_says_something"
                    ),
                ],
            },
        ),
        grant(
            "assortment_ownnumber", buyer="select, insert, update, delete", staff="select, insert, update, delete"
        ),
        own_rows("assortment_ownnumber"),
    ]
