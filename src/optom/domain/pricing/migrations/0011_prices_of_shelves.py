"""Between which amounts the prices of a shelf lie, and what is in doubt of it (ADR 0042)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant

# A price that is in force is known to the shelf where its product stands; whoever moves the product tells nobody here.
MOVED = """
create function pricing_doubt_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into pricing_doubt (product_id) values (new.id);
    return null;
end
$$;
create trigger pricing_doubt_moved after update of group_id, brand_id on catalog_product
for each row when ((old.group_id, old.brand_id) is distinct from (new.group_id, new.brand_id))
execute function pricing_doubt_moved();
"""
NOT_MOVED = "drop trigger pricing_doubt_moved on catalog_product; drop function pricing_doubt_moved;"
ALL = "insert into pricing_doubt (column_id) select id from pricing_column;"


def _key(to: str, *, null: bool = False, db_index: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to, db_index=db_index
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0010_breaks_of_one"), ("catalog", "0013_how_goods_were_sold")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ShelfPrice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "column_id", "group_id", "brand_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("column", _key("pricing.column")),
                ("group", _key("catalog.group", db_index=True)),
                ("brand", _key("catalog.brand", db_index=True)),
                ("lowest", models.DecimalField(decimal_places=4, max_digits=15)),
                ("highest", models.DecimalField(decimal_places=4, max_digits=15)),
            ],
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("column", _key("pricing.column", null=True)),
                ("product", _key("catalog.product", null=True)),
            ],
        ),
        grant("pricing_shelfprice", buyer="select", staff="select"),
        grant("pricing_doubt", buyer="select", staff="select, insert"),
        migrations.RunSQL(MOVED, NOT_MOVED),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]
