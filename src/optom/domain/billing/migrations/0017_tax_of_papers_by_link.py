"""Who holds a link to papers sees the tax inside their sums, as their register tells it."""

from typing import ClassVar

from django.db import migrations

_TAXED = ("billing_invoice", "billing_upd", "billing_advanceinvoice", "billing_correction")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0016_penalties")]

    operations: ClassVar = [
        migrations.RunSQL(f"grant select (vat) on {table} to optom_link", f"revoke select (vat) on {table} from optom_link")
        for table in _TAXED
    ]
