-- The same as supplies, locked in the order of their numbers.
select supply, product, warehouse, free, lead_days, cut_off, takes_on, closed_on, late_days, receipt_days
from stock_lock_supplies(%(contract)s, %(products)s::bigint[], %(at)s)
