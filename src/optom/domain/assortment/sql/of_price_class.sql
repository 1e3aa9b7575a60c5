when (n.group_id, n.brand_id) in (select g, b from unnest({groups}::bigint[], {brands}::bigint[]) as shelf(g, b))
    then {price}
