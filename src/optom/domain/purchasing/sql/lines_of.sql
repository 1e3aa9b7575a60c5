-- Which lines an order has, and what was ordered in them.
select id, quantity, price, product_id from purchasing_supplierline where order_id = %(order)s
