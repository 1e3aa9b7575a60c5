-- What is promised of arrivals, locked after them.
select h.id, h.owner, h.quantity from stock_hold h
where h.arrival_id = any(%(arrivals)s::bigint[])
order by h.id
for update
