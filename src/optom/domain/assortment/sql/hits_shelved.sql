select %(shelf_side)s as side, p.attributes
from (
    select s.group_id, s.brand_id, case when s.total > %(cap)s
        then floor(s.upto * %(sample)s / s.total) - floor((s.upto - s.products) * %(sample)s / s.total) end as taken
    from (
        select s.group_id, s.brand_id, s.products, sum(s.products) over (order by s.group_id, s.brand_id) as upto,
            sum(s.products) over () as total
        from catalog_shelf s where {shelf}
    ) s
    offset 0
) s
cross join lateral (
    select x.id, x.group_id, x.brand_id, x.attributes from catalog_product x
    where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
    limit s.taken) p
where (s.taken is null or s.taken > 0) and {stocked}
