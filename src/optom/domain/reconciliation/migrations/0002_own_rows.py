"""Settlements are for those whom their company gives the right to money; what was said of them stays."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant, own_rows

LEDGERS = ("act", "comparison", "comparedline", "agreement")
WITH_MONEY = "company_id in (select companies_with('money'))"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reconciliation", "0001_initial"), ("companies", "0004_rights")]

    operations: ClassVar = [
        *(grant(f"reconciliation_{table}", buyer="select, insert", staff="select, insert") for table in LEDGERS),
        *(append_only(f"reconciliation_{table}") for table in LEDGERS),
        grant("reconciliation_disagreement", buyer="select, insert", staff="select, insert, update"),
        *(own_rows(f"reconciliation_{table}", WITH_MONEY) for table in (*LEDGERS, "disagreement")),
    ]
