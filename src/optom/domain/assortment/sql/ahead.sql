-- How many goods in stock the shelves hold, counted up to the cap; brands and groups that aren't seen cost nothing.
with shelves as materialized (select s.group_id, s.brand_id from catalog_shelf s where {shelf})
select count(*) from (
    select from shelves s
    cross join lateral (
        select x.id from catalog_product x
        where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
        offset 0) p
    where {stocked}
    limit %(cap)s
) x
