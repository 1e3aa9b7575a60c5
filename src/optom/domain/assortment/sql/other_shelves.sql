(select s.group_id as g, s.brand_id as b from catalog_shelf s
    where {shelf} and ((s.group_id, s.brand_id) in (
        select g, b from unnest(%(ruled_groups)s::bigint[], %(ruled_brands)s::bigint[]) as ruled(g, b))) is not true) as shelf
