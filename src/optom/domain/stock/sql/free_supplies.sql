-- What suppliers have of the products that may be promised, whoever may be promised it.
select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free, s.lead_days,
    r.cut_off, r.takes_on, r.closed_on, r.late_days, r.receipt_days
from stock_supply s
join stock_supplyroute r on r.id = s.route_id
where s.product_id = any(%(products)s::bigint[]) and s.taken < s.quantity and r.fresh_until > %(at)s
