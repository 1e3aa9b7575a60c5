-- Shelves of which less is known than lies on them, and of which nobody doubts: goods would be hidden there.
with amounts as (
    select column_id, product_id, amount from pricing_columnprice
    union all
    select column_id, product_id, amount from pricing_break where from_quantity <= 1
),
lying as (
    select c.column_id, p.group_id, p.brand_id, min(c.amount) as lowest, max(c.amount) as highest
    from amounts c
    join catalog_product p on p.id = c.product_id
    group by c.column_id, p.group_id, p.brand_id
)
select 'pricing.shelf_too_narrow' as what, l.column_id || '/' || l.group_id || '/' || l.brand_id as subject,
    l.lowest as expected, s.lowest as found
from lying l
left join pricing_shelfprice s on s.column_id = l.column_id and s.group_id = l.group_id and s.brand_id = l.brand_id
where (s.lowest <= l.lowest and s.highest >= l.highest) is not true
    and not exists (select from pricing_doubt d where d.column_id = l.column_id and d.product_id is null)
    and (l.group_id, l.brand_id) not in (
        select p.group_id, p.brand_id from pricing_doubt d join catalog_product p on p.id = d.product_id)
