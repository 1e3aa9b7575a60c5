-- A page of an assortment so small that it is gathered from its shelves and sorted.
with shelves as materialized (select s.group_id, s.brand_id from catalog_shelf s where {shelf})
select p.id
from shelves s
cross join lateral (
    select x.id, x.{key} from catalog_product x
    where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
    offset 0) p
where {stocked}
order by p.{key} {direction}, p.id {direction}
offset %(start)s limit %(count)s
