-- What of which batches has left with a subject, by owner, the oldest batch first.
select m.owner, s.id as batch, -sum(m.quantity) as quantity, s.quantity as whole, s.country, s.declaration, s.rnpt,
    coalesce(u.name, '') as trace_unit, coalesce(u.okei, '') as trace_okei, s.trace_quantity, s.trace_cost
from stock_batchmove m
join stock_batch s on s.id = m.batch_id
left join catalog_unit u on u.id = s.trace_unit_id
where m.subject = %(subject)s and m.owner is not null
group by m.owner, s.id, u.name, u.okei
order by m.owner, s.at, s.id
