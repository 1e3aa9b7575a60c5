-- What comes on another day, or more or less of it; after what was written of it last. What rows tell of its origin.
with told as (
    update stock_arrival a set expected_on = r.expected_on, quantity = r.quantity, country = r.country,
        declaration = r.declaration, rnpt = r.rnpt, trace_unit_id = r.trace_unit_id, trace_quantity = r.trace_quantity,
        trace_cost = r.trace_cost
    from resolved_arrivals r
    where r.wrong is null and r.arrival_id = a.id
        and ((r.quantity, r.expected_on) <> (r.was, r.was_on) or r.is_told)
    returning a.id, a.expected_on, a.quantity - a.received as open, (r.quantity, r.expected_on) <> (r.was, r.was_on) as moved
),
moved as (
    insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
    select greatest(%(at)s, (select max(c.at) from stock_arrivalchange c where c.arrival_id = n.id)), id, 'changed',
        expected_on, open
    from told n where moved
)
select count(*) as changed from told
