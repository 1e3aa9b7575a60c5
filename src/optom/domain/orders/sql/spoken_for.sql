-- What of the goods that are free now goes to those who wait for them.
select product, warehouse, arrival, quantity from orders_spoken_for(%(products)s::bigint[], %(at)s)
