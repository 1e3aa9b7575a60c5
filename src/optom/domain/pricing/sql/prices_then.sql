-- What a contract paid for each product of the set at a moment.
select product_id, price, base, from_quantity, column_id, discount, rule_id, fixed_id
from pricing_prices_then(%(contract)s, %(at)s, %(products)s::bigint[], %(quantities)s::numeric[])
