-- Goods are on their way; what is known of them from now on. Nothing where the key is used already.
with coming as (
    insert into stock_arrival (product_id, warehouse_id, expected_on, quantity, received, held, reference, key, country,
        declaration, rnpt, trace_unit_id, trace_quantity, trace_cost)
    values (%(product)s, %(warehouse)s, %(expected_on)s, %(quantity)s, 0, 0, %(reference)s, %(key)s, %(country)s,
        %(declaration)s, %(rnpt)s, %(trace_unit)s, %(trace_quantity)s, %(trace_cost)s)
    on conflict (key) do nothing
    returning id, expected_on, quantity
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select %(at)s, id, 'announced', expected_on, quantity from coming
returning arrival_id
