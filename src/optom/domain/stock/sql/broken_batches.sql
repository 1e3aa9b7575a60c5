-- Where batches disagree with what stands: no more remains of them than there is in their warehouse, and of each what came
-- without what has gone.
select 'stock.batches_are_on_hand' as what, s.product_id || '/' || s.warehouse_id as subject,
    coalesce(b.on_hand, 0) as expected, sum(s.remains) as found
from stock_batch s
left join stock_balance b on b.product_id = s.product_id and b.warehouse_id = s.warehouse_id
where s.remains > 0
group by s.product_id, s.warehouse_id, b.on_hand
having sum(s.remains) > coalesce(b.on_hand, 0)
union all
select 'stock.batch_is_what_came_without_what_has_gone', s.id::text, s.quantity + coalesce(m.quantity, 0), s.remains
from stock_batch s
left join (select batch_id, sum(quantity) as quantity from stock_batchmove group by 1) m on m.batch_id = s.id
where s.quantity + coalesce(m.quantity, 0) <> s.remains
