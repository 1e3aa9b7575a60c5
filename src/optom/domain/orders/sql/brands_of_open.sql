-- How many open rows of a draft each brand would answer: those that may mean exactly one of its goods;
-- what only looks like them is asked row by row.
select b.name, count(*) as rows
from (
    select r.id, p.brand_id
    from orders_pastedrow r
    cross join lateral unnest(r.choices) as c(product)
    join catalog_product p on p.id = c.product
    where r.draft_id = %(draft)s and r.product_id is null and r.way <> %(alike)s
    group by r.id, p.brand_id
    having count(*) = 1
) one
join catalog_brand b on b.id = one.brand_id
group by b.id
