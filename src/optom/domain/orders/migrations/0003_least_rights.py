"""A buyer's request moves quantities of his lines and their time; prices, sums and what left are not its to write."""

from typing import ClassVar

from django.db import migrations

RIGHTS = """
revoke update on orders_order, orders_line from optom_buyer;
grant update (reserved, requested, cancelled, reserved_until) on orders_line to optom_buyer;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0002_own_rows")]

    operations: ClassVar = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
