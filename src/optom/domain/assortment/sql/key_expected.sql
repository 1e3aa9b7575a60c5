left join (
    select y.product_id as id, min(y.expected_on) as value from stock_arrival y
    where y.product_id = any(%(candidates)s::bigint[]) and y.received < y.quantity
        and y.quantity - y.received > y.held
        and (y.warehouse_id in (select id from stock_warehouses(%(contract)s) as id)) is true
    group by y.product_id
) {key} on {key}.id = p.id
