-- What is free of the products in every warehouse: what stands, then what comes, in the order in which it is promised.
select product, warehouse, free, arrival, expected_on
from stock_free(%(products)s::bigint[])
order by expected_on nulls first, arrival nulls first, product, warehouse
