-- What a contract pays for each product of the set.
select product_id, price, base, from_quantity, column_id, discount, rule_id, fixed_id
from pricing_prices(%(contract)s, %(at)s, %(products)s::bigint[], %(quantities)s::numeric[], false)
