"""A payment can be taken back by an entry of its own; what it had settled is owed again, by allocations below nothing."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant

BY_RIGHT = """
alter table credit_reversal enable row level security;
create policy credit_reversal_staff on credit_reversal to optom_staff using (true) with check (true);
create policy credit_reversal_buyer on credit_reversal for select to optom_buyer
    using (company_id in (select companies_with('money')));
"""
KINDS = [(kind, kind.capitalize()) for kind in ("opening", "dispatch", "payment", "correction", "reversal")]


def _one(to: str, *, is_key: bool = False) -> models.OneToOneField[object, object]:
    return models.OneToOneField(
        on_delete=django.db.models.deletion.PROTECT, primary_key=is_key, serialize=not is_key, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0008_found_by_number_and_sum")]

    operations: ClassVar = [
        migrations.AlterField("entry", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.RemoveConstraint("allocation", "credit_allocation_positive"),
        migrations.AddConstraint(
            "allocation",
            models.CheckConstraint(condition=~models.Q(amount=0), name="credit_allocation_not_nothing"),
        ),
        migrations.CreateModel(
            name="Reversal",
            fields=[
                ("payment", _one("credit.payment", is_key=True)),
                ("entry", _one("credit.entry")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
            ],
        ),
        grant("credit_reversal", buyer="select", staff="select, insert"),
        append_only("credit_reversal"),
        migrations.RunSQL(BY_RIGHT, migrations.RunSQL.noop),
    ]
