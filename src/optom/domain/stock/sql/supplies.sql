-- What suppliers have of the products that may be promised to a contract, and of what its day is made. Not locked.
select supply, product, warehouse, free, lead_days, cut_off, takes_on, closed_on, late_days, receipt_days
from stock_supplies(%(contract)s, %(products)s::bigint[], %(at)s)
