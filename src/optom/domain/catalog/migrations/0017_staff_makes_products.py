"""Who buys makes products of what suppliers offer: how a product is sold from then on is written down by him."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0016_called_by_numbers")]

    operations: ClassVar = [grant("catalog_productchange", buyer="select", staff="select, insert")]
