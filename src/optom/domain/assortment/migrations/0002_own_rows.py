"""What another contract may see is not shown."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("assortment", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("assortment_visibility", buyer="select", staff="select, insert, update, delete"),
        own_rows("assortment_visibility", "contract_id in (select companies_my_contracts())"),
    ]
