(select true from stock_arrival y
    where y.product_id = p.id and y.received < y.quantity and y.quantity - y.received > y.held
        and y.expected_on <= {day}::date
        and (y.warehouse_id in (select id from stock_warehouses(%(contract)s) as id)) is true
    limit 1)
