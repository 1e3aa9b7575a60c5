-- Some of what shelves hold, sorted; {edge} is where they are no longer all of what is seen.
select x.id, x.group_id, x.brand_id, x.{key}
from unnest(%(on_groups)s::bigint[], %(on_brands)s::bigint[]) as s(group_id, brand_id)
cross join lateral (
    select x.id, x.group_id, x.brand_id, x.{key} from catalog_product x
    where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id and {edge}
    offset 0) x
order by x.{key} {direction}, x.id {direction}
offset %(skip)s limit %(count)s
