-- The goods come on another day, or more or less of them. The arrival is locked: what is written
-- of it follows what was, also where the clock was read before a lock that had to be waited for.
with moment as (
    select greatest(%(at)s, max(c.at)) as at from stock_arrivalchange c where c.arrival_id = %(arrival)s
),
changed as (
    update stock_arrival set expected_on = %(expected_on)s, quantity = received + %(quantity)s
    where id = %(arrival)s
    returning id, expected_on, quantity - received as open
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select at, id, 'changed', expected_on, open from changed cross join moment
