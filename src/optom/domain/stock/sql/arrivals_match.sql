-- What is known of the arrival that a row means: the one of its paper, or that of its day where there is none; an open one
-- before one that has come, one that was cancelled only where nothing is to come. What can't be so is told.
update resolved_arrivals r
set arrival_id = a.id, was_on = a.expected_on, was = a.quantity, received = a.received, held = a.held,
    wrong = case
        when (a.quantity, a.expected_on) = (r.quantity, r.expected_on) then null
        when a.received >= a.quantity and (a.received > 0 or r.quantity > 0) then 'stock.arrival_closed'
        when r.quantity < a.received + a.held then 'stock.less_than_promised'
    end
from (
    select distinct on (r.seq) r.seq, a.*
    from resolved_arrivals r
    join stock_arrival a on a.product_id = r.product_id and a.warehouse_id = r.warehouse_id
        and r.reference = a.reference and (r.reference <> '' or r.expected_on = a.expected_on)
    where r.wrong is null and (a.quantity > 0 or r.quantity = 0)
    order by r.seq, a.received >= a.quantity, a.id
) a
where a.seq = r.seq
