select b.product_id as id from stock_balance b where b.warehouse_id = {warehouse} and b.on_hand >= {low}::numeric
