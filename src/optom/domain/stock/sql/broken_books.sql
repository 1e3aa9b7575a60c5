-- Where the stock disagrees with itself: balance = sum of moves; held = sum of holds, on hand and on its way.
select 'stock.on_hand_is_sum_of_moves' as what, product_id || '/' || warehouse_id as subject,
    coalesce(m.quantity, 0) as expected, coalesce(b.on_hand, 0) as found
from stock_balance b
full join (select product_id, warehouse_id, sum(quantity) as quantity from stock_move group by 1, 2) m
    using (product_id, warehouse_id)
where coalesce(m.quantity, 0) <> coalesce(b.on_hand, 0)
union all
select 'stock.held_is_sum_of_holds', product_id || '/' || warehouse_id, coalesce(h.quantity, 0), coalesce(b.held, 0)
from stock_balance b
full join (
    select product_id, warehouse_id, sum(quantity) as quantity from stock_hold where arrival_id is null group by 1, 2
) h using (product_id, warehouse_id)
where coalesce(h.quantity, 0) <> coalesce(b.held, 0)
union all
select 'stock.arrival_held_is_sum_of_holds', a.id::text, coalesce(h.quantity, 0), a.held
from stock_arrival a
left join (select arrival_id, sum(quantity) as quantity from stock_hold group by 1) h on h.arrival_id = a.id
where coalesce(h.quantity, 0) <> a.held
