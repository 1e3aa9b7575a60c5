"""What came in at once with where it comes from, and what of it remains; what is known of that of arrivals (ADR 0039)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from optom.base.row_security import append_only, grant

# Where a batch comes from never changes: the staff may only take of it.
REMAINS = "grant update (remains) on stock_batch to optom_staff;"


def _key(to: str, *, null: bool = False, db_index: bool = True) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, db_index=db_index
    )


def _number() -> tuple[str, models.BigAutoField]:  # type: ignore[type-arg]
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _of_origin() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    return [
        ("country", models.CharField(blank=True, db_default="", max_length=3)),
        ("declaration", models.CharField(blank=True, db_default="", max_length=29)),
        ("rnpt", models.CharField(blank=True, db_default="", max_length=29)),
        ("trace_unit", _key("catalog.unit", null=True, db_index=False)),
        ("trace_quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
        ("trace_cost", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0014_arrivals_by_paper"), ("catalog", "0001_initial")]

    operations: ClassVar = [
        *(migrations.AddField("arrival", name, field) for name, field in _of_origin()),
        migrations.CreateModel(
            name="Batch",
            fields=[
                _number(),
                *_of_origin(),
                ("at", models.DateTimeField()),
                ("product", _key("catalog.product", db_index=False)),
                ("warehouse", _key("stock.warehouse", db_index=False)),
                ("arrival", _key("stock.arrival", null=True)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("remains", models.DecimalField(decimal_places=3, max_digits=14)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(remains__gte=0, remains__lte=F("quantity")), name="stock_batch_remains_of_it"
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["product", "warehouse", "at", "id"],
                        name="stock_batch_remaining",
                        condition=Q(remains__gt=0),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchMove",
            fields=[
                _number(),
                ("at", models.DateTimeField()),
                ("batch", _key("stock.batch")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("owner", models.BigIntegerField(null=True)),
                ("subject", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(quantity__lt=0), name="stock_batchmove_takes_away"),
                ],
                "indexes": [
                    models.Index(fields=["subject"], name="stock_batchmove_subject", condition=Q(owner__isnull=False)),
                ],
            },
        ),
        grant("stock_batch", staff="select, insert"),
        grant("stock_batchmove", staff="select, insert"),
        migrations.RunSQL(REMAINS, migrations.RunSQL.noop),
        append_only("stock_batchmove"),
    ]
