-- What is promised of a supply = what is held of its arrivals, each of which is as large as that.
select 'stock.supply_taken_is_held' as what, s.id::text as subject, coalesce(a.held, 0) as expected, s.taken as found
from stock_supply s
left join (select supply_id, sum(held) as held from stock_arrival group by supply_id) a on a.supply_id = s.id
where coalesce(a.held, 0) <> s.taken
union all
select 'stock.arrival_of_supply_is_held', a.id::text, a.held, a.quantity
from stock_arrival a
where a.supply_id is not null and a.quantity <> a.held
