"""Contracts and specifications as papers, for whom a company gives the right to papers."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

LINKS = """
grant select (paper_id, sum) on billing_contractpaper to optom_link;
create policy billing_contractpaper_link on billing_contractpaper for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0013_papers_beside_shipments"),
        ("companies", "0011_choice_of_papers"),
        ("documents", "0007_papers_of_the_past"),
        ("orders", "0014_rows_left_out"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ContractPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=64)),
                ("number", models.CharField(max_length=40)),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("company", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company")),
                ("contract", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.contract")),
                ("order", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order")),
                ("paper", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.paper")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "kind", "key"), name="billing_contractpaper_key_once"
                    ),
                ],
            },
        ),
        grant("billing_contractpaper", buyer="select, insert", staff="select, insert"),
        own_rows("billing_contractpaper", "company_id in (select companies_with('papers'))"),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
    ]
