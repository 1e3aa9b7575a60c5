-- What of the shelves passes the test, up to the cap, and looked for in the first so many products only: shelf by shelf, no
-- further than it takes.
select p.id from (
    select p.id, p.group_id, p.brand_id from catalog_shelf s
    cross join lateral (
        select x.id, x.group_id, x.brand_id from catalog_product x
        where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
        offset 0) p
    where {shelf}
    limit %(tested)s
) p
where {stocked}
limit %(cap)s
