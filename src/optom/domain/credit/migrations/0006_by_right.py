"""What was owed and paid is for those whom their company gives the right to money.

The running figures and what is open stay readable for all its people: whether goods may be held or leave is decided by
them, in requests of people who order and ship.
"""

from typing import ClassVar

from django.db import migrations

BY_RIGHT = "".join(
    f"""
    drop policy {table}_buyer on {table};
    create policy {table}_buyer on {table} to optom_buyer
        using (company_id in (select companies_with('money')))
        with check (company_id in (select companies_with('money')));
    """
    for table in ("credit_entry", "credit_payment", "credit_allocation")
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0005_newest_payments"), ("companies", "0004_rights")]

    operations: ClassVar = [migrations.RunSQL(BY_RIGHT, migrations.RunSQL.noop)]
