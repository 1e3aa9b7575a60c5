"""An offer that was given until a day is no offer after it, whether the clock has taken it off the list already or not."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

_MADE: str = import_module("optom.domain.purchasing.migrations.0003_price_breaks").OFFERED
WAS_OFFERED = _MADE.replace("create function", "create or replace function")
_END = "\n$$;"
OFFERED = WAS_OFFERED.replace(
    _END, f"\n    where not exists (select from suppliers_expiry e where e.offer_id = o.id and e.until < on_day){_END}"
)


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('purchasing', '0007_found_by_product'),
        ('suppliers', '0004_candidates_and_expiry'),
    ]

    operations: ClassVar = [
        migrations.RunSQL(OFFERED, WAS_OFFERED),
    ]
