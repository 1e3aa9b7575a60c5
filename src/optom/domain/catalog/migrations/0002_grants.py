"""Everybody reads the catalog; what a contract sees of it is the assortment's question."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalog", "0001_initial"),
        ("accounts", "0002_roles"),
    ]

    operations: ClassVar = [
        grant("catalog_unit", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_taxclass", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_taxrate", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_brand", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_group", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_grouppath", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_product", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_pack", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_crossnumber", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_barcode", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_code", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_word", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_shelf", buyer="select", staff="select, insert, update, delete"),
    ]
