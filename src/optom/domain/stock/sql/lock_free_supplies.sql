-- Named supplies whose word still counts, locked in the order of their numbers, and what of each may be promised.
select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free, s.lead_days,
    r.cut_off, r.takes_on, r.closed_on, r.late_days, r.receipt_days
from stock_supply s
join stock_supplyroute r on r.id = s.route_id and r.fresh_until > %(at)s
where s.id = any(%(supplies)s::bigint[])
order by s.id
for update of s
