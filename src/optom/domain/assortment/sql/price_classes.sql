-- The contract's price classes among what it sees under the filters: one column, one discount, one step. Classes made by
-- rules come with their shelves, which the rules lead to; the contract's own class (no shelves named) is all the rest. Some
-- columns have breaks that a single unit reaches: there the break is the price.
with scheme as materialized (select * from pricing_scheme(%(contract)s, %(at)s)),
own as materialized (select column_id, discount, rounding from scheme where rank = 4),
seen as materialized (
    select %(groups)s::bigint[] is null and %(brands)s::bigint[] is null
        and not exists (select from assortment_visibility v where v.contract_id = %(contract)s) as is_whole
),
shown as materialized (
    select coalesce(case when is_whole then (select sum(products) from catalog_shelf)
        else (select sum(s.products) from catalog_shelf s where {shelf}) end, 0)::bigint as products
    from seen
),
ruled as (
    select s.group_id, s.brand_id from scheme r
    join catalog_shelf s on s.brand_id = r.brand_id and (r.group_id is null or s.group_id = r.group_id)
    union
    select s.group_id, s.brand_id from scheme r join catalog_shelf s on s.group_id = r.group_id where r.brand_id is null
),
others as materialized (
    select column_id, discount, sum(products)::bigint as products,
        array_agg(group_id) as groups, array_agg(brand_id) as brands
    from (
        select s.group_id, s.brand_id, s.products,
            coalesce(s1.column_id, s2.column_id, s3.column_id) as column_id,
            coalesce(s1.discount, s2.discount, s3.discount) as discount
        from ruled
        join catalog_shelf s on s.group_id = ruled.group_id and s.brand_id = ruled.brand_id
        left join scheme s1 on s1.rank = 1 and s1.group_id = s.group_id and s1.brand_id = s.brand_id
        left join scheme s2 on s2.rank = 2 and s2.brand_id = s.brand_id
        left join scheme s3 on s3.rank = 3 and s3.group_id = s.group_id
        where {shelf}
    ) cells
    where (column_id, discount) <> (select column_id, discount from own)
    group by column_id, discount
)
select c.column_id, c.discount, own.rounding, c.products, c.groups, c.brands,
    exists (select from pricing_break b where b.column_id = c.column_id and b.from_quantity <= 1) as has_breaks
from own
cross join (
    select * from others
    union all
    select own.column_id, own.discount, shown.products - coalesce((select sum(products) from others), 0)::bigint,
        null, null
    from own cross join shown
) c
where c.products > 0
order by c.products desc, c.column_id, c.discount
