-- How many goods in stock the shelves hold, counted up to the cap: shelf by shelf, no further than it takes.
select count(*) from (
    select from catalog_shelf s
    cross join lateral (
        select x.id from catalog_product x
        where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
        offset 0) p
    where {shelf} and {stocked}
    limit %(cap)s
) x
