"""What a contract saw at any moment: a ledger of what has changed (ADR 0026)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# As ``assortment_groups`` and ``assortment_brands``, of one group and brand at a moment, in the tree as it stood then.
SAW = """
create function assortment_saw(of_contract bigint, moment timestamptz, of_group bigint, of_brand bigint)
returns boolean language sql stable as $$
    with named as (
        select coalesce(c.allowed_groups, n.allowed_groups) as allowed_groups,
            coalesce(c.denied_groups, n.denied_groups) as denied_groups,
            coalesce(c.allowed_brands, n.allowed_brands) as allowed_brands,
            coalesce(c.denied_brands, n.denied_brands) as denied_brands
        from (
            select
                coalesce(array_agg(v.group_id) filter (where v.is_allowed and v.group_id is not null), '{}') as allowed_groups,
                coalesce(array_agg(v.group_id) filter (where not v.is_allowed and v.group_id is not null), '{}')
                    as denied_groups,
                coalesce(array_agg(v.brand_id) filter (where v.is_allowed and v.brand_id is not null), '{}') as allowed_brands,
                coalesce(array_agg(v.brand_id) filter (where not v.is_allowed and v.brand_id is not null), '{}')
                    as denied_brands
            from assortment_visibility v where v.contract_id = of_contract
        ) n
        left join lateral (
            select * from assortment_visibilitychange c
            where c.contract_id = of_contract and (c.at is null or c.at <= moment)
            order by c.at desc nulls last, c.id desc limit 1
        ) c on true
    ),
    above as (
        select coalesce(array_agg(g.ancestor_id), '{}') as ids
        from catalog_grouppath_then(moment) g where g.descendant_id = of_group
    )
    select (cardinality(allowed_groups) = 0 or allowed_groups && ids) and not denied_groups && ids
        and (cardinality(allowed_brands) = 0 or of_brand = any(allowed_brands)) and of_brand <> all(denied_brands)
    from named, above
$$;
"""
BEGUN = """
do $$
begin
    execute format(
        'create function assortment_recorded_since() returns timestamptz language sql immutable as $f$ '
            'select %L::timestamptz $f$',
        case when exists (select from companies_contract) then statement_timestamp() end);
end
$$;
"""
GRANT = "grant execute on function assortment_saw, assortment_recorded_since to optom_buyer, optom_staff;"


def _numbers() -> django.contrib.postgres.fields.ArrayField:  # type: ignore[type-arg]
    return django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("assortment", "0005_given_numbers"),
        ("catalog", "0013_how_goods_were_sold"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="VisibilityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.contract"
                    ),
                ),
                ("allowed_groups", _numbers()),
                ("denied_groups", _numbers()),
                ("allowed_brands", _numbers()),
                ("denied_brands", _numbers()),
            ],
        ),
        grant("assortment_visibilitychange", buyer="select", staff="select, insert"),
        append_only("assortment_visibilitychange"),
        own_rows("assortment_visibilitychange", "contract_id in (select companies_my_contracts())"),
        migrations.RunSQL(SAW, "drop function assortment_saw;"),
        migrations.RunSQL(BEGUN, "drop function assortment_recorded_since;"),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
