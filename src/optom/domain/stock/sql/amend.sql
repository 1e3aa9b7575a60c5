-- Dispatches were not as they were written: what is in the warehouse after all is on hand and free, what has left beyond
-- is on hand no more. The balances are locked, as far as there are any.
with part as (
    select *
    from unnest(%(products)s::bigint[], %(warehouses)s::bigint[], %(quantities)s::numeric[])
        as p (product, warehouse, quantity)
),
gone as (
    update stock_balance b set on_hand = b.on_hand + p.quantity
    from part p
    where b.product_id = p.product and b.warehouse_id = p.warehouse and p.quantity < 0
),
back as (
    insert into stock_balance (product_id, warehouse_id, on_hand, held)
    select product, warehouse, quantity, 0 from part where quantity > 0
    on conflict (product_id, warehouse_id) do update set on_hand = stock_balance.on_hand + excluded.on_hand
)
insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
select %(at)s, product, warehouse, quantity, case when quantity > 0 then 'return' else 'dispatch' end, %(subject)s
from part
