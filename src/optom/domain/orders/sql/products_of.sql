select distinct l.product_id as product from orders_line l where l.order_id = %(order)s order by 1
