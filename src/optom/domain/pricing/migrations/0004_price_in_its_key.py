from typing import ClassVar

from django.db import migrations

# Sorting a group by own price looks up the price of each of its products: with the amount in the key the table isn't read.
FORWARDS = """
alter table pricing_columnprice drop constraint pricing_columnprice_pkey,
    add primary key (column_id, product_id) include (amount);
"""
BACKWARDS = """
alter table pricing_columnprice drop constraint pricing_columnprice_pkey, add primary key (column_id, product_id);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0003_derivation")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
