-- What a person has ordered on his own word since a moment, and what was charged to a cost centre, in one currency;
-- what was cancelled of it is not counted. What was added to an order counts since it was, for who added it.
select
    round(coalesce(sum(t.stands) filter (where t.person_id = %(person)s), 0), 2) as person,
    round(coalesce(sum(t.stands) filter (where t.centre_id = %(centre)s::bigint), 0), 2) as centre
from (
    select l.sum * (l.ordered - l.cancelled) / l.ordered as stands, o.contract_id, o.cost_centre_id as centre_id,
        case when o.asked_by_id is null then o.placed_by_id end as person_id
    from orders_order o
    join orders_line l on l.order_id = o.id and l.ordered_at is null
    where o.company_id = %(company)s and o.placed_at >= %(since)s
        and (o.placed_by_id = %(person)s or o.cost_centre_id = %(centre)s::bigint)
    union all
    select l.sum * (l.ordered - l.cancelled) / l.ordered, o.contract_id, o.cost_centre_id, l.ordered_by_id
    from orders_line l
    join orders_order o on o.id = l.order_id
    where l.company_id = %(company)s and l.ordered_at >= %(since)s
) t
join companies_contract c on c.id = t.contract_id and c.currency = %(currency)s
