select c.product_id as id from stock_balance c
    where c.warehouse_id = {warehouse} and c.on_hand >= {low}::numeric {within}
