"""For which advances a seller issues VAT invoices, of money from which day on; such invoices beside notes (ADR 0037)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0009_papers_and_vat_of_sellers")]

    operations: ClassVar = [
        migrations.AddField(
            "seller",
            "advances",
            models.CharField(
                choices=[("none", "None"), ("lasting", "Lasting"), ("each", "Each")],
                db_default="none",
                default="none",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "seller",
            "papers",
            models.CharField(
                choices=[("note", "Note"), ("upd", "Upd"), ("both", "Both"), ("vat", "Note And Vat")],
                db_default="note",
                default="note",
                max_length=4,
            ),
        ),
        migrations.AddField("seller", "advances_since", models.DateField(null=True)),
        migrations.AddConstraint(
            "seller",
            models.CheckConstraint(
                condition=models.Q(("advances", "none"), ("advances_since__isnull", False), _connector="OR"),
                name="companies_seller_advances_since",
            ),
        ),
    ]
