"""Orders that a colleague approves: a draft waits for his word. What an order is charged to."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant

# Whoever asked may take the request back, whoever may approve says yes or no, an administrator may do either.
RIGHTS = """
alter table orders_approval enable row level security;
create policy orders_approval_staff on orders_approval to optom_staff using (true) with check (true);
create policy orders_approval_buyer on orders_approval for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy orders_approval_asked on orders_approval for insert to optom_buyer
    with check (company_id in (select companies_with('order'))
        and asked_by_id = nullif(current_setting('optom.user_id', true), '')::bigint);
create policy orders_approval_answered on orders_approval for update to optom_buyer
    using (company_id in (select companies_mine())
        and (asked_by_id = nullif(current_setting('optom.user_id', true), '')::bigint
            or company_id in (select companies_with('approve'))
            or company_id in (select companies_with('administer'))));
grant update (state, decided_by_id, decided_at, reason, order_id) on orders_approval to optom_buyer;
"""


def _key(to: str, *, null: bool = False, db_index: bool = False) -> Any:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(to=to, on_delete=on_delete, null=null, related_name="+", db_index=db_index)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0008_notes_of_lines"),
        ("companies", "0004_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField("draft", "is_waiting", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("draft", "cost_centre", _key("companies.costcentre", null=True)),
        migrations.AddField("order", "cost_centre", _key("companies.costcentre", null=True)),
        migrations.AddField("order", "asked_by", _key(settings.AUTH_USER_MODEL, null=True)),
        migrations.AddIndex("order", models.Index(fields=["company", "placed_at"], name="orders_order_month")),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("total", models.DecimalField(decimal_places=2, max_digits=15)),
                ("lines", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("why", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("asked_by", _key(settings.AUTH_USER_MODEL)),
                ("company", _key("companies.company", db_index=True)),
                ("contract", _key("companies.contract")),
                ("cost_centre", _key("companies.costcentre", null=True)),
                ("decided_by", _key(settings.AUTH_USER_MODEL, null=True)),
                ("order", _key("orders.order", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contract", "-id"], name="orders_approval_contract"),
                    models.Index(
                        fields=["contract"], condition=models.Q(("state", "waiting")), name="orders_approval_waiting"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "key"), name="orders_approval_key_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("draft",), name="orders_approval_one_waits"
                    ),
                ],
            },
        ),
        grant("orders_approval", buyer="select, insert", staff="select, insert, update, delete"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
