"""A company sees and writes its own orders."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("orders_draft", buyer="select, insert, update, delete", staff="select, insert, update, delete"),
        grant("orders_draftline", buyer="select, insert, update, delete", staff="select, insert, update, delete"),
        grant("orders_order", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("orders_line", buyer="select, insert, update", staff="select, insert, update, delete"),
        own_rows("orders_draft"),
        own_rows("orders_draftline"),
        own_rows("orders_order"),
        own_rows("orders_line"),
    ]
