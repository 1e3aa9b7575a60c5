"""What banks say is the firm's own affair: no buyer sees any of it. What was said, and what was made of it, stays."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant, own_rows

LEDGERS = ("bank_document", "bank_unread", "bank_assignment", "bank_undoing")
CHANGING = ("bank_statementfile", "bank_waiting", "bank_knownpayer")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bank", "0001_initial"), ("companies", "0002_own_rows")]

    operations: ClassVar = [
        *(grant(table, staff="select, insert") for table in LEDGERS),
        *(append_only(table) for table in LEDGERS),
        grant("bank_statementfile", staff="select, insert, update"),
        grant("bank_waiting", staff="select, insert, update, delete"),
        grant("bank_knownpayer", staff="select, insert, update"),
        *(own_rows(table, "false") for table in (*LEDGERS, *CHANGING)),
    ]
