select c.product_id as id from stock_balance c
    where c.warehouse_id = {warehouse} and c.on_hand >= {low}::numeric
        and {warehouse} in (select id from stock_warehouses(%(contract)s) as id) {within}
