-- Whose supplies arrivals are of.
select a.id as arrival, s.source
from stock_arrival a
join stock_supply s on s.id = a.supply_id
where a.id = any(%(arrivals)s::bigint[])
