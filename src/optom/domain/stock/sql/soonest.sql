-- What suppliers have of the products that may be promised to a contract: each with its way and how long it takes. As arrays:
-- ten thousand rows cost our processor more than the database to find them.
select coalesce(array_agg(product), '{}') as products, coalesce(array_agg(route), '{}') as routes,
    coalesce(array_agg(lead_days), '{}') as leads
from stock_supplies(%(contract)s, %(products)s::bigint[], %(at)s)
