"""A buyer's request holds and gives back; what stands and comes is not its to write."""

from typing import ClassVar

from django.db import migrations

RIGHTS = """
revoke update on stock_balance, stock_arrival from optom_buyer;
grant update (held) on stock_balance to optom_buyer;
grant update (held) on stock_arrival to optom_buyer;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0003_warehouses_of_a_contract")]

    operations: ClassVar = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
