"""Stock is common, holds are private."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("stock", "0001_initial"),
        ("companies", "0002_own_rows"),
    ]

    operations: ClassVar = [
        grant("stock_warehouse", buyer="select", staff="select, insert, update, delete"),
        grant("stock_contractwarehouse", buyer="select", staff="select, insert, update, delete"),
        grant("stock_balance", buyer="select, update", staff="select, insert, update, delete"),
        grant("stock_move", staff="select, insert, update, delete"),
        grant("stock_arrival", buyer="select, update", staff="select, insert, update, delete"),
        grant("stock_hold", buyer="select, insert, update, delete", staff="select, insert, update, delete"),
        append_only("stock_move"),
        own_rows("stock_contractwarehouse", "contract_id in (select companies_my_contracts())"),
        own_rows("stock_hold", "contract_id in (select companies_my_contracts())"),
    ]
