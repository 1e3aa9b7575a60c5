-- What nobody has known of yet.
with coming as (
    insert into stock_arrival (product_id, warehouse_id, expected_on, quantity, received, held, reference, country, declaration,
        rnpt, trace_unit_id, trace_quantity, trace_cost)
    select product_id, warehouse_id, expected_on, quantity, 0, 0, reference, country, declaration, rnpt, trace_unit_id,
        trace_quantity, trace_cost
    from resolved_arrivals
    where wrong is null and arrival_id is null
    order by seq
    returning id, expected_on, quantity
)
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select %(at)s, id, 'announced', expected_on, quantity from coming
