-- What a person has ordered on his own word since a moment, and what was charged to a cost centre, in one currency;
-- what was cancelled of it is not counted.
select
    round(coalesce(sum(l.sum * (l.ordered - l.cancelled) / l.ordered)
        filter (where o.placed_by_id = %(person)s and o.asked_by_id is null), 0), 2) as person,
    round(coalesce(sum(l.sum * (l.ordered - l.cancelled) / l.ordered)
        filter (where o.cost_centre_id = %(centre)s::bigint), 0), 2) as centre
from orders_order o
join companies_contract c on c.id = o.contract_id and c.currency = %(currency)s
join orders_line l on l.order_id = o.id
where o.company_id = %(company)s and o.placed_at >= %(since)s
    and (o.placed_by_id = %(person)s or o.cost_centre_id = %(centre)s::bigint)
