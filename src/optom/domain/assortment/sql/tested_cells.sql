-- What of the shelves passes the test, by shelf: they hold few enough to be looked through.
select s.group_id, s.brand_id, count(*) as products
from catalog_shelf s
cross join lateral (
    select x.id, x.group_id, x.brand_id from catalog_product x
    where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
    offset 0) p
where {shelf} and {stocked}
group by s.group_id, s.brand_id
