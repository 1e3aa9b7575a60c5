-- So much of each is kept; of nothing no more is said.
with said as (select p.id as product_id from catalog_product p where p.id = any(%(products)s::bigint[])),
gone as (
    delete from purchasing_minimum m using said s where m.product_id = s.product_id and %(quantity)s::numeric = 0
)
insert into purchasing_minimum (product_id, quantity)
select product_id, %(quantity)s::numeric from said where %(quantity)s::numeric > 0
on conflict (product_id) do update set quantity = excluded.quantity
