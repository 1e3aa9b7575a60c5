"""By which numbers goods are called is a relation: a list of a million of them is joined with it once, not row by row."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

_BEFORE = import_module("optom.domain.catalog.migrations.0015_named_by_article").NAMED
# Each product by its articles, with its brand and without one: what is called so more than once needs its brand.
# Unfolded into the asking statement, which compares numbers as their index does: collate "C".
CALLED = """
create function catalog_called() returns table (norm text, brand text, product_id bigint)
language sql stable as $$
    select c.norm, s.brand, c.product_id
    from catalog_code c
    join catalog_product p on p.id = c.product_id
    left join catalog_brand b on b.id = p.brand_id
    cross join lateral (values (''), (b.norm)) s(brand)
    where c.kind = 'a' and c.norm <> ''
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0015_named_by_article")]

    operations: ClassVar = [
        migrations.RunSQL(CALLED, "drop function catalog_called;"),
        migrations.RunSQL("grant execute on function catalog_called to optom_staff;", migrations.RunSQL.noop),
        migrations.RunSQL("drop function catalog_named;", _BEFORE),
    ]
