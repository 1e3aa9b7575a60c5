left join (
    select x.id, min(x.day) as value
    from (
        select y.product_id as id, y.expected_on as day from stock_arrival y
        where y.product_id = any(%(candidates)s::bigint[]) and y.received < y.quantity
            and y.quantity - y.received > y.held
            and (y.warehouse_id in (select id from stock_warehouses(%(contract)s) as id)) is true
        union all
        select * from unnest({products}::bigint[], {days}::date[])
    ) x
    group by x.id
) {key} on {key}.id = p.id
