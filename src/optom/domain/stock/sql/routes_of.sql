-- By which ways suppliers' goods may come to a contract.
select route, cut_off, takes_on, closed_on, late_days, receipt_days
from stock_routes(%(contract)s, %(at)s)
order by route
