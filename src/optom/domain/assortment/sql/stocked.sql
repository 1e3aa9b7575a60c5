(not %(in_stock)s or (
        select true from stock_balance b
        where b.product_id = p.id and b.on_hand > b.held
            and (b.warehouse_id in (select id from stock_warehouses(%(contract)s) as id)) is true
        limit 1))
    and {narrowed}
