-- So much of each is kept; of nothing no more is said.
with said as (select unnest(%(products)s::bigint[]) as product_id),
gone as (
    delete from purchasing_minimum m using said s where m.product_id = s.product_id and %(quantity)s::numeric = 0
)
insert into purchasing_minimum (product_id, quantity)
select product_id, %(quantity)s::numeric from said where %(quantity)s::numeric > 0
on conflict (product_id) do update set quantity = excluded.quantity
