-- What comes on another day, or more or less of it; after what was written of it last.
with changed as (
    update stock_arrival a set expected_on = r.expected_on, quantity = r.quantity
    from resolved_arrivals r
    where r.wrong is null and r.arrival_id = a.id and (r.quantity, r.expected_on) <> (r.was, r.was_on)
    returning a.id, a.expected_on, a.quantity - a.received as open
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select greatest(%(at)s, (select max(c.at) from stock_arrivalchange c where c.arrival_id = n.id)), id, 'changed',
    expected_on, open
from changed n
