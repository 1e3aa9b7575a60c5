"""Settlements are append-only and each company sees its own."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("credit", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("credit_account", buyer="select, update", staff="select, insert, update, delete"),
        grant("credit_entry", buyer="select", staff="select, insert, update, delete"),
        grant("credit_openitem", buyer="select", staff="select, insert, update, delete"),
        grant("credit_payment", buyer="select", staff="select, insert, update, delete"),
        grant("credit_allocation", buyer="select", staff="select, insert, update, delete"),
        append_only("credit_entry"),
        append_only("credit_allocation"),
        append_only("credit_payment"),
        own_rows("credit_account"),
        own_rows("credit_entry"),
        own_rows("credit_openitem"),
        own_rows("credit_payment"),
        own_rows("credit_allocation"),
    ]
