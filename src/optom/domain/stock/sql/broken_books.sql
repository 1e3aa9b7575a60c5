-- Where the stock disagrees with itself: balance = sum of moves; held = sum of holds, on hand and on its way;
-- a hold = sum of its moves, so that what is held is what the ledger of holds says; an arrival = what was known of it last.
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
union all
select 'stock.hold_is_sum_of_its_moves', concat_ws('/', coalesce(m.owner, h.owner),
    coalesce(m.warehouse_id, h.warehouse_id), coalesce(m.arrival_id, h.arrival_id)),
    coalesce(m.quantity, 0), coalesce(h.quantity, 0)
from (
    select owner, warehouse_id, arrival_id, sum(quantity) as quantity from stock_holdmove group by 1, 2, 3
) m
full join stock_hold h
    on h.owner = m.owner and h.warehouse_id = m.warehouse_id and coalesce(h.arrival_id, 0) = coalesce(m.arrival_id, 0)
where coalesce(m.quantity, 0) <> coalesce(h.quantity, 0)
union all
select 'stock.arrival_is_what_is_known_of_it', a.id::text, coalesce(k.open, 0), a.quantity - a.received
from stock_arrival a
left join lateral (
    select c.expected_on, c.open from stock_arrivalchange c where c.arrival_id = a.id order by c.at desc, c.id desc limit 1
) k on true
where a.supply_id is null and (coalesce(k.open, 0) <> a.quantity - a.received or k.expected_on <> a.expected_on)
