-- Supplies have so much less to promise, though never less than is promised of them.
update stock_supply s set quantity = greatest(s.quantity - t.quantity, s.taken)
from (
    select a.supply_id, sum(u.quantity) as quantity
    from unnest(%(arrivals)s::bigint[], %(quantities)s::numeric[]) as u(arrival, quantity)
    join stock_arrival a on a.id = u.arrival
    where a.supply_id is not null
    group by a.supply_id
) t
where s.id = t.supply_id
