-- What is told anew and stands otherwise, locked in the order of its numbers: a promise that is made meanwhile is seen.
select s.id
from stock_supply s
join told_source t on t.source = s.source
left join told_supply n on n.source = s.source
left join stock_supplyroute r on r.source = n.route
where (s.product_id, s.route_id, s.quantity, s.lead_days)
    is distinct from (coalesce(n.product_id, s.product_id), coalesce(r.id, s.route_id), coalesce(n.quantity, 0),
        coalesce(n.lead_days, s.lead_days))
order by s.id
for update of s
