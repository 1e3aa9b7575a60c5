"""Who carries a shipment and on what: driver, vehicle, where it is loaded."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant, own_rows


def _key(to: str, *, null: bool = False, index: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, db_index=index
    )


def _text(longest: int) -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(blank=True, max_length=longest)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("shipping", "0009_wrong_goods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Carriage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shipment", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shipping.shipment")),
                ("company", _key("companies.company")),
                ("warehouse", _key("stock.warehouse")),
                ("carrier_inn", _text(12)),
                ("driver", models.CharField(max_length=120)),
                ("driver_licence", _text(40)),
                ("driver_inn", _text(12)),
                ("vehicle", _text(120)),
                ("plate", models.CharField(max_length=20)),
                ("trailer", _text(20)),
                ("loaded_at", _text(300)),
                ("places", models.PositiveIntegerField(null=True)),
                ("told_at", models.DateTimeField()),
                ("told_by", _key(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["warehouse", "-id"], name="shipping_carriage_warehouse")],
            },
        ),
        grant("shipping_carriage", buyer="select", staff="select, insert, update"),
        own_rows("shipping_carriage"),
    ]
