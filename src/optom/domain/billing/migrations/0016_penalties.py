"""Penalties for delay that were charged, and for which debts (ADR 0037)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

TABLES = ("billing_penaltyclaim", "billing_penaltyline")
BY_RIGHT = "company_id in (select companies_with('money'))"
LINKS = """
grant select (paper_id, sum) on billing_penaltyclaim to optom_link;
create policy billing_penaltyclaim_link on billing_penaltyclaim for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""


def _key(to: str, *, is_indexed: bool = False) -> models.ForeignKey[object, object]:
    return models.ForeignKey(db_index=is_indexed, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def _one(to: str) -> models.OneToOneField[object, object]:
    return models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0015_titles_of_buyers"), ("credit", "0014_penalties")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PenaltyClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15)),
                ("company", _key("companies.company")),
                ("contract", _key("companies.contract", is_indexed=True)),
                ("entry", _one("credit.entry")),
                ("paper", _one("documents.paper")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sum__gt", 0)), name="billing_penalty_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="PenaltyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15)),
                ("claim", _key("billing.penaltyclaim", is_indexed=True)),
                ("company", _key("companies.company")),
                ("entry", _key("credit.entry", is_indexed=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sum__gt", 0)), name="billing_penaltyline_positive")
                ],
            },
        ),
        *(grant(table, buyer="select", staff="select, insert") for table in TABLES),
        *(own_rows(table, BY_RIGHT) for table in TABLES),
        *(append_only(table) for table in TABLES),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
    ]
