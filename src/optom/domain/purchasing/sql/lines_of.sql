-- Which lines an order has, and what was ordered in them.
select id, product_id as product, quantity, price, due_on from purchasing_supplierline where order_id = %(order)s
