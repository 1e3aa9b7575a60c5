{seen}
    and ((p.group_id, p.brand_id) in (
        select g, b from unnest(%(ruled_groups)s::bigint[], %(ruled_brands)s::bigint[]) as ruled(g, b))) is not true
