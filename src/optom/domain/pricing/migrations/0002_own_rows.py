"""Columns are read to derive prices; the terms of another's contract are not shown."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("pricing", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("pricing_column", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_columnprice", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_break", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_pricechange", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_contractpricing", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_contractrule", buyer="select", staff="select, insert, update, delete"),
        grant("pricing_fixedprice", buyer="select", staff="select, insert, update, delete"),
        append_only("pricing_pricechange"),
        own_rows("pricing_contractpricing", "contract_id in (select companies_my_contracts())"),
        own_rows("pricing_contractrule", "contract_id in (select companies_my_contracts())"),
        own_rows("pricing_fixedprice", "contract_id in (select companies_my_contracts())"),
    ]
