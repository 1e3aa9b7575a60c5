-- What was told of some arrivals until a moment, from the first word on.
select arrival_id, at, kind, expected_on, open
from stock_arrivalchange
where arrival_id = any(%(arrivals)s::bigint[]) and at <= %(at)s
order by arrival_id, at, id
