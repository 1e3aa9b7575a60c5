"""How products were sold and where groups stood at any moment: ledgers of what has changed (ADR 0026)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant

# A product without rows in the ledger has always been sold as now: the ledger begins empty, whatever the catalog holds.
SOLD_THEN = """
create function catalog_sold_then(of_products bigint[], moment timestamptz)
returns table (id bigint, group_id bigint, brand_id bigint, unit_id bigint, tax_class_id bigint,
               multiple numeric, minimum numeric, is_active boolean)
language sql stable as $$
    select p.id, coalesce(c.group_id, p.group_id), coalesce(c.brand_id, p.brand_id), coalesce(c.unit_id, p.unit_id),
        coalesce(c.tax_class_id, p.tax_class_id), coalesce(c.multiple, p.multiple), coalesce(c.minimum, p.minimum),
        coalesce(c.is_active, p.is_active)
    from catalog_product p
    left join lateral (
        select * from catalog_productchange c
        where c.product_id = p.id and (c.at is null or c.at <= moment)
        order by c.at desc nulls last, c.id desc limit 1
    ) c on true
    where p.id = any(of_products)
$$;
"""
# As ``catalog_grouppath``, of the tree as it stood at the moment. A tree is small.
PATHS_THEN = """
create function catalog_grouppath_then(moment timestamptz)
returns table (ancestor_id bigint, descendant_id bigint, depth int)
language sql stable as $$
    with recursive stood as materialized (
        select g.id, case when c.id is null then g.parent_id else c.parent_id end as parent_id
        from catalog_group g
        left join lateral (
            select * from catalog_groupchange c
            where c.group_id = g.id and (c.at is null or c.at <= moment)
            order by c.at desc nulls last, c.id desc limit 1
        ) c on true
    ),
    path (ancestor_id, descendant_id, depth) as (
        select id, id, 0 from stood
        union all
        select s.parent_id, p.descendant_id, p.depth + 1
        from path p join stood s on s.id = p.ancestor_id
        where s.parent_id is not null
    )
    select ancestor_id, descendant_id, depth from path
$$;
"""
BEGUN = """
do $$
begin
    execute format(
        'create function catalog_recorded_since() returns timestamptz language sql immutable as $f$ select %L::timestamptz $f$',
        case when exists (select from catalog_product) then statement_timestamp() end);
end
$$;
"""
GRANT = """
grant execute on function catalog_sold_then, catalog_grouppath_then, catalog_recorded_since to optom_buyer, optom_staff;
"""


def _key(
    to: str, *, null: bool = False, db_index: bool = True, db_constraint: bool = True
) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
        db_index=db_index,
        db_constraint=db_constraint,
    )


def _number() -> tuple[str, models.BigAutoField]:  # type: ignore[type-arg]
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0012_parts_of_names"), ("journal", "0002_append_only")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ProductChange",
            fields=[
                _number(),
                ("at", models.DateTimeField(null=True)),
                *(
                    (name, _key(to, db_index=False, db_constraint=False))
                    for name, to in (
                        ("product", "catalog.product"),
                        ("group", "catalog.group"),
                        ("brand", "catalog.brand"),
                        ("unit", "catalog.unit"),
                        ("tax_class", "catalog.taxclass"),
                    )
                ),
                ("multiple", models.DecimalField(decimal_places=3, max_digits=14)),
                ("minimum", models.DecimalField(decimal_places=3, max_digits=14)),
                ("is_active", models.BooleanField()),
            ],
            options={
                "indexes": [models.Index(fields=["product", "at", "id"], name="catalog_productchange_history")]
            },
        ),
        migrations.CreateModel(
            name="GroupChange",
            fields=[
                _number(),
                ("at", models.DateTimeField(null=True)),
                ("group", _key("catalog.group")),
                ("parent", _key("catalog.group", null=True, db_index=False)),
            ],
        ),
        grant("catalog_productchange", buyer="select", staff="select"),
        grant("catalog_groupchange", buyer="select", staff="select"),
        append_only("catalog_productchange"),
        append_only("catalog_groupchange"),
        migrations.RunSQL(SOLD_THEN, "drop function catalog_sold_then;"),
        migrations.RunSQL(PATHS_THEN, "drop function catalog_grouppath_then;"),
        migrations.RunSQL(BEGUN, "drop function catalog_recorded_since;"),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
