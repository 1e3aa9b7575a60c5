-- A page of an assortment so small that it is gathered from its shelves and sorted.
select p.id, count(*) over () as total
from catalog_shelf s
join catalog_product p on p.group_id = s.group_id and p.brand_id = s.brand_id
where {seen}
order by p.{key} {direction}, p.id {direction}
offset %(start)s limit %(count)s
