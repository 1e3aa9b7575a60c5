"""A buyer's request commits and reserves; the debt is moved by dispatches and payments only."""

from typing import ClassVar

from django.db import migrations

RIGHTS = """
revoke update on credit_account from optom_buyer;
grant update (committed, reserved) on credit_account to optom_buyer;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0003_account_of_each_contract")]

    operations: ClassVar = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
