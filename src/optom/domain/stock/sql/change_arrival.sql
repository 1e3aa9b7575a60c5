-- The goods come on another day, or more or less of them. The arrival is locked.
with changed as (
    update stock_arrival set expected_on = %(expected_on)s, quantity = received + %(quantity)s
    where id = %(arrival)s
    returning id, expected_on, quantity - received as open
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select %(at)s, id, 'changed', expected_on, open from changed
