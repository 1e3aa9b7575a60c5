"""What goods look like, and the papers that others have issued about them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalog", "0010_members_of_shelves"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="GoodsPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identity", models.CharField(max_length=140, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(blank=True, max_length=100)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("issued_by", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_from__lte", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="catalog_goodspaper_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "brand",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.brand"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.group"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.product"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.goodspaper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "product", "group", "brand"),
                        name="catalog_coverage_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("brand", None), ("group", None), ("product__isnull", False)),
                            models.Q(
                                ("product", None),
                                models.Q(("group__isnull", False), ("brand__isnull", False), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="catalog_coverage_of_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("source_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("thumb_sha256", models.CharField(max_length=64)),
                ("thumb_size", models.PositiveIntegerField()),
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source_sha256"], name="catalog_picture_source")],
                "constraints": [
                    models.UniqueConstraint(fields=("product", "place"), name="catalog_picture_place_once"),
                    models.CheckConstraint(condition=models.Q(("place__gt", 0)), name="catalog_picture_place_positive"),
                ],
            },
        ),
        grant("catalog_picture", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_goodspaper", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_coverage", buyer="select", staff="select, insert, update, delete"),
    ]
