unnest({groups}::bigint[], {brands}::bigint[]) as shelf(g, b)
