-- What is still to come of arrivals does not come. They are locked: what is written of them follows what was.
with moment as (
    select c.arrival_id, greatest(%(at)s, max(c.at)) as at from stock_arrivalchange c
    where c.arrival_id = any(%(arrivals)s::bigint[])
    group by c.arrival_id
),
changed as (
    update stock_arrival set quantity = received where id = any(%(arrivals)s::bigint[])
    returning id, expected_on
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select coalesce(m.at, %(at)s), c.id, 'changed', c.expected_on, 0
from changed c left join moment m on m.arrival_id = c.id
