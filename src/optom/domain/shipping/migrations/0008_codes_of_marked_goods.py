"""Codes of marked things leave with the lines of a shipment, each once (ADR 0039)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from optom.base.row_security import grant, own_rows

STAY = """
create function shipping_markcode_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' or exists (
        select from shipping_shipment s where s.id = old.shipment_id and s.state = 'dispatched'
    ) then
        raise exception 'codes of what has left stay' using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;
create trigger shipping_markcode_stays before update or delete on shipping_markcode
for each row execute function shipping_markcode_stays();
"""
GO = """
drop trigger shipping_markcode_stays on shipping_markcode;
drop function shipping_markcode_stays;
"""


def _key(to: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, db_index=False
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("shipping", "0007_papers_and_vat_of_what_left"),
        ("catalog", "0014_marked_goods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="MarkCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shipment", _key("shipping.shipment")),
                ("company", _key("companies.company")),
                ("order_line", _key("orders.line")),
                ("code", models.CharField(db_collation="C", max_length=60)),
                ("kind", models.CharField(max_length=10)),
                ("holds", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("read_by", _key(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["code"], name="shipping_markcode_once"),
                    models.CheckConstraint(condition=Q(holds__gt=0), name="shipping_markcode_holds_something"),
                ],
                "indexes": [models.Index(fields=["shipment", "order_line"], name="shipping_markcode_line")],
            },
        ),
        grant("shipping_markcode", buyer="select, delete", staff="select, insert, delete"),
        own_rows("shipping_markcode"),
        migrations.RunSQL(STAY, GO),
    ]
