"""What both sides agree to have been otherwise with goods that left, and the answers to what buyers found (ADR 0038)."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# Who holds a link sees the sums of the corrections among its papers (ADR 0019).
LINKS = """
grant select (paper_id, sum) on billing_correction to optom_link;
create policy billing_correction_link on billing_correction for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""
TABLES = ("billing_correction", "billing_correctionline", "billing_claimanswer")


def key_to(model: str, **said: Any) -> Any:
    """No index: nothing is found by it."""
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **said)


def once_to(model: str, **said: Any) -> Any:
    return models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **said)


def money() -> Any:
    return models.DecimalField(decimal_places=2, max_digits=15)


def quantity() -> Any:
    return models.DecimalField(decimal_places=3, max_digits=14)


def number() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0008_advances"),
        ("credit", "0010_ledger_reports"),
        ("documents", "0007_papers_of_the_past"),
        ("orders", "0014_rows_left_out"),
        ("shipping", "0007_papers_and_vat_of_what_left"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", number()),
                ("key", models.CharField(max_length=60)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("agreed_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                ("sum", money()),
                ("vat", money()),
                ("by", key_to(settings.AUTH_USER_MODEL, null=True)),
                ("company", key_to("companies.company")),
                ("contract", key_to("companies.contract")),
                ("entry", once_to("credit.entry", null=True)),
                ("paper", once_to("documents.paper", null=True)),
                ("seller", key_to("companies.seller")),
                ("shipment", key_to("shipping.shipment")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("shipment", "key"), name="billing_correction_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionLine",
            fields=[
                ("id", number()),
                ("vat_percent", models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ("before_quantity", quantity()),
                ("before_sum", money()),
                ("before_vat", money()),
                ("after_quantity", quantity()),
                ("after_sum", money()),
                ("after_vat", money()),
                ("back", quantity()),
                ("company", key_to("companies.company")),
                ("correction", key_to("billing.correction")),
                ("order_line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.line")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("correction", "order_line"), name="billing_correctionline_once"),
                    models.CheckConstraint(
                        condition=models.Q(("after_quantity__gte", 0), ("after_sum__gte", 0)),
                        name="billing_correctionline_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimAnswer",
            fields=[
                ("discrepancy", once_to("shipping.discrepancy", primary_key=True, serialize=False)),
                ("agreed", quantity()),
                ("back", quantity()),
                ("text", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", key_to(settings.AUTH_USER_MODEL, null=True)),
                ("company", key_to("companies.company")),
                ("correction", key_to("billing.correction", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreed__gte", 0), ("back__gte", 0), ("back__lte", models.F("agreed"))),
                        name="billing_claimanswer_back_was_agreed",
                    ),
                ],
            },
        ),
        *(
            operation
            for table in TABLES
            for operation in (grant(table, buyer="select", staff="select, insert"), own_rows(table), append_only(table))
        ),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
    ]
