"""A company sees and issues its own invoices."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("billing_invoice", buyer="select, insert", staff="select, insert, update, delete"),
        grant("billing_invoiceline", buyer="select, insert", staff="select, insert, update, delete"),
        own_rows("billing_invoice"),
        own_rows("billing_invoiceline"),
    ]
