-- Where a page lies in the order of a key, told by the shelves alone: its rows stand from milestone `low` on and up to
-- milestone `high`, so only the shelves that reach into that are of use; how many rows the others hold is known. Where
-- they hold too much, rows are counted up to the milestone at which the page is likely to begin.
with seen as materialized (
    select %(groups)s::bigint[] is null and %(brands)s::bigint[] is null and not %(is_shelved)s
        and not exists (select from assortment_visibility v where v.contract_id = %(contract)s) as is_whole
),
-- of a catalog seen whole the milestones tell all: its shelves aren't looked at
shelves as materialized (
    select s.group_id, s.brand_id, s.products, s.{key}_from as first, s.{key}_to as last
    from catalog_shelf s where not (select is_whole from seen) and {shelf}
),
shown as materialized (
    select coalesce(case when is_whole then (select sum(products) from catalog_shelf)
        else (select sum(products) from shelves) end, 0)::bigint as total
    from seen
),
asked as materialized (
    select total, least(%(start)s, total) as start, least(%(start)s::bigint + %(count)s, total) as stop from shown
),
-- the same rows counted upwards
page as materialized (
    select total, case when %(is_descending)s then total - stop else start end as start,
        case when %(is_descending)s then total - start else stop end as stop
    from asked
),
ends as materialized (
    select
        (select min(x.first) from (
            select first, sum(sum(products)) over (order by first) as rows from shelves group by first) x
         where x.rows > page.start) as low,
        (select min(x.last) from (
            select last, sum(sum(products)) over (order by last) as rows from shelves group by last) x
         where x.rows >= page.stop) as high
    from page where page.start < page.stop
),
between as materialized (
    select s.* from shelves s cross join ends e where s.last >= e.low and s.first <= e.high
),
counted as materialized (
    select coalesce((select sum(products) from shelves s where s.last < e.low), 0)::bigint as before,
        coalesce((select sum(products) from shelves s where s.first > e.high), 0)::bigint as after,
        coalesce((select sum(products) from between), 0)::bigint as taken
    from ends e
),
-- how many rows there are up to a milestone if shelves are filled evenly: a running sum of what each adds to a step
steps as (
    select place, sum(sum(more)) over (order by place) as more, lead(place) over (order by place) - place as steps
    from (
        select first as place, products::float8 / (last + 1 - first) as more from between
        union all
        select last + 1, - products::float8 / (last + 1 - first) from between
    ) x
    where (select taken > %(most)s and not %(is_tested)s from counted)
    group by place
),
likely as materialized (
    select max(x.place) as place
    from (select place, sum(more * steps) over (order by place) - more * steps as rows from steps) x
    cross join page cross join counted
    where x.rows + counted.before <= page.start
),
passed as materialized (
    select m.number, (
        select count(*) from between b
        cross join lateral (
            select from catalog_product x
            where x.is_active and x.group_id = b.group_id and x.brand_id = b.brand_id
                and (x.{key}, x.id) < (m.{key}, m.{key}_id)
            offset 0) x) as rows
    from likely join catalog_milestone m on m.number = likely.place
)
select page.total, page.start, page.stop, counted.before, counted.after, few.groups, few.brands,
    coalesce(counted.before + passed.rows, page.start / %(step)s * %(step)s) as passed,
    at.{key} as at, at.{key}_id as at_id, low.{key} as low, low.{key}_id as low_id,
    behind.{key} as behind, behind.{key}_id as behind_id
from page
left join ends on true
left join counted on true
left join lateral (
    select array_agg(group_id) as groups, array_agg(brand_id) as brands from between where counted.taken <= %(most)s
) few on true
left join passed on true
left join catalog_milestone at on at.number = coalesce(passed.number, page.start / %(step)s)
left join catalog_milestone low on low.number = ends.low
left join catalog_milestone behind on behind.number = ends.high + 1
