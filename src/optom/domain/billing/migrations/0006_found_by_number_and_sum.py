"""A payment tells which invoices it pays by their numbers, or by nothing but their sum."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0005_certificates_by_link")]

    operations: ClassVar = [
        migrations.AddIndex("invoice", models.Index(fields=["seller", "number"], name="billing_invoice_number")),
        migrations.AddIndex("invoice", models.Index(fields=["seller", "sum"], name="billing_invoice_sum")),
    ]
