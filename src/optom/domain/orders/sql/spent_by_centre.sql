-- What was charged to each cost centre of a company since a moment, in one currency, without what was cancelled. What was
-- added to an order counts since it was.
select o.cost_centre_id as centre, round(sum(l.sum * (l.ordered - l.cancelled) / l.ordered), 2) as sum
from (
    select l.id
    from orders_order o
    join orders_line l on l.order_id = o.id and l.ordered_at is null
    where o.company_id = %(company)s and o.placed_at >= %(since)s and o.cost_centre_id is not null
    union all
    select id from orders_line where company_id = %(company)s and ordered_at >= %(since)s
) t
join orders_line l on l.id = t.id
join orders_order o on o.id = l.order_id and o.cost_centre_id is not null
join companies_contract c on c.id = o.contract_id and c.currency = %(currency)s
group by o.cost_centre_id
