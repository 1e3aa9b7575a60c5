-- What was charged to each cost centre of a company since a moment, in one currency, without what was cancelled.
select o.cost_centre_id as centre, round(sum(l.sum * (l.ordered - l.cancelled) / l.ordered), 2) as sum
from orders_order o
join companies_contract c on c.id = o.contract_id and c.currency = %(currency)s
join orders_line l on l.order_id = o.id
where o.company_id = %(company)s and o.placed_at >= %(since)s and o.cost_centre_id is not null
group by o.cost_centre_id
