-- Where a page lies in the order of a key, told by the shelves alone: every row of the page lies after `low` and up to
-- `high`, so only the shelves that reach into that are worth gathering; how many rows the others hold is known.
with shelves as materialized (
    select s.group_id, s.brand_id, s.products, s.first_{key} as first, s.last_{key} as last
    from catalog_shelf s where {shelf}
),
seen as materialized (
    select %(groups)s::bigint[] is null and %(brands)s::bigint[] is null
        and not exists (select from assortment_visibility v where v.contract_id = %(contract)s) as is_whole
),
shown as materialized (
    select is_whole, coalesce(case when is_whole then (select sum(products) from catalog_shelf)
        else (select sum(products) from shelves) end, 0)::bigint as total
    from seen
),
asked as materialized (
    select total, is_whole, least(%(start)s, total) as start, least(%(start)s::bigint + %(count)s, total) as stop from shown
),
-- the same rows counted upwards; of a catalog seen whole a page near its beginning is walked at once
page as materialized (
    select total, is_whole and start <= %(near)s as is_near,
        case when %(is_descending)s then total - stop else start end as start,
        case when %(is_descending)s then total - start else stop end as stop
    from asked
),
ends as materialized (
    select
        case when start > 0 then (
            select max(x.first) from (select first, sum(products) over (order by first) as rows from shelves) x
            where x.rows <= start) end as low,
        case when stop < total then (
            select min(x.last) from (select last, sum(products) over (order by last) as rows from shelves) x
            where x.rows >= stop) end as high
    from page where not is_near
),
sorted as materialized (
    select s.group_id, s.brand_id, s.products, s.last <= e.low as is_before, s.first > e.high as is_after
    from ends e cross join shelves s
),
counted as materialized (
    select coalesce(sum(products) filter (where is_before), 0)::bigint as before,
        coalesce(sum(products) filter (where is_after), 0)::bigint as after,
        coalesce(sum(products) filter (where is_before is not true and is_after is not true), 0)::bigint as taken
    from sorted
)
select page.total, page.start, page.stop, ends.low, ends.high, counted.before, counted.after, few.groups, few.brands,
    reach.first, reach.last
from page
left join ends on true
cross join counted
left join lateral (
    select array_agg(group_id) as groups, array_agg(brand_id) as brands
    from sorted where is_before is not true and is_after is not true
) few on not page.is_near and counted.taken <= %(most)s
left join lateral (
    select min(first) as first, max(last) as last from shelves
) reach on not page.is_near and counted.taken > %(most)s
