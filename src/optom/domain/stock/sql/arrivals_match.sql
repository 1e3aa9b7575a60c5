-- What is known of the arrival that a row means: the one of its paper, or that of its day where there is none; an open one
-- before one that has come, one that was cancelled only where nothing is to come. What can't be so is told. What a row
-- does not tell of its origin stays as it is known; nothing more is told of what has come whole.
update resolved_arrivals r
set arrival_id = a.id, was_on = a.expected_on, was = a.quantity, received = a.received, held = a.held,
    country = n.country, declaration = n.declaration, rnpt = n.rnpt, trace_unit_id = n.trace_unit_id,
    trace_quantity = n.trace_quantity, trace_cost = n.trace_cost,
    is_told = a.received < a.quantity and (n.country, n.declaration, n.rnpt, n.trace_unit_id, n.trace_quantity, n.trace_cost)
        is distinct from (a.country, a.declaration, a.rnpt, a.trace_unit_id, a.trace_quantity, a.trace_cost),
    wrong = case
        when (a.quantity, a.expected_on) = (r.quantity, r.expected_on) then null
        when a.received >= a.quantity and (a.received > 0 or r.quantity > 0) then 'stock.arrival_closed'
        when r.quantity < a.received + a.held then 'stock.less_than_promised'
    end
from (
    select distinct on (r.seq) r.seq, a.*
    from resolved_arrivals r
    join stock_arrival a on a.product_id = r.product_id and a.warehouse_id = r.warehouse_id
        and r.reference = a.reference and (r.reference <> '' or r.expected_on = a.expected_on) and a.supply_id is null
    where r.wrong is null and (a.quantity > 0 or r.quantity = 0)
    order by r.seq, a.received >= a.quantity, a.id
) a
join (
    select t.seq, coalesce(nullif(t.country, ''), k.country) as country,
        coalesce(nullif(t.declaration, ''), k.declaration) as declaration, coalesce(nullif(t.rnpt, ''), k.rnpt) as rnpt,
        coalesce(t.trace_unit_id, k.trace_unit_id) as trace_unit_id, k.id,
        coalesce(t.trace_quantity, k.trace_quantity) as trace_quantity, coalesce(t.trace_cost, k.trace_cost) as trace_cost
    from resolved_arrivals t
    join stock_arrival k on k.product_id = t.product_id and k.warehouse_id = t.warehouse_id and k.reference = t.reference
) n on n.seq = a.seq and n.id = a.id
where a.seq = r.seq
