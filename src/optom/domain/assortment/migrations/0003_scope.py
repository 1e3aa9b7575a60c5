"""Which groups and brands a contract sees: the one place that says so."""

from typing import ClassVar

from django.db import migrations

# Where any group is allowed only the allowed ones with all below them are seen; what is denied, with all below, never.
GROUPS = """
create function assortment_groups(of_contract bigint) returns setof bigint language sql stable as $$
    with named as (
        select p.descendant_id as id, v.is_allowed
        from assortment_visibility v join catalog_grouppath p on p.ancestor_id = v.group_id
        where v.contract_id = of_contract
    )
    select g.id from catalog_group g
    where (not exists (select from named where is_allowed) or g.id in (select id from named where is_allowed))
        and g.id not in (select id from named where not is_allowed)
$$;
"""
BRANDS = """
create function assortment_brands(of_contract bigint) returns setof bigint language sql stable as $$
    with named as (
        select v.brand_id as id, v.is_allowed from assortment_visibility v
        where v.contract_id = of_contract and v.brand_id is not null
    )
    select b.id from catalog_brand b
    where (not exists (select from named where is_allowed) or b.id in (select id from named where is_allowed))
        and b.id not in (select id from named where not is_allowed)
$$;
"""
GRANT = "grant execute on function assortment_groups, assortment_brands to optom_buyer, optom_staff;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("assortment", "0002_own_rows"), ("catalog", "0002_grants")]

    operations: ClassVar = [
        migrations.RunSQL(GROUPS, "drop function assortment_groups;"),
        migrations.RunSQL(BRANDS, "drop function assortment_brands;"),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
