when (p.group_id, p.brand_id) in (select g, b from unnest({groups}::bigint[], {brands}::bigint[]) as shelf(g, b))
    then {price}
