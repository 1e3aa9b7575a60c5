"""TORG-12 and powers of attorney: papers beside a shipment, for whom a company gives the right to papers."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

LINKS = """
grant select (paper_id, sum) on billing_shipmentpaper to optom_link;
create policy billing_shipmentpaper_link on billing_shipmentpaper for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0012_invoices_of_shipments"),
        ("companies", "0011_choice_of_papers"),
        ("documents", "0007_papers_of_the_past"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ShipmentPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(blank=True, max_length=60)),
                ("number", models.CharField(max_length=40)),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("company", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company")),
                ("paper", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.paper")),
                ("shipment", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shipping.shipment")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("shipment", "kind", "key"), name="billing_shipmentpaper_key_once"),
                ],
            },
        ),
        grant("billing_shipmentpaper", buyer="select, insert", staff="select, insert"),
        own_rows("billing_shipmentpaper", "company_id in (select companies_with('papers'))"),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
    ]
