coalesce((select b.on_hand - b.held from stock_balance b
    where b.product_id = p.id and b.warehouse_id = {warehouse}
        and (b.warehouse_id in (select id from stock_warehouses(%(contract)s) as id)) is true), 0)
