-- The orders that ``spent`` counts, the latest first: a person's on his own word, or those charged to a cost centre; with
-- the sum and the number of all of them.
select o.id, o.contract_id as contract, o.placed_at, round(s.sum, 2) as sum, round(sum(s.sum) over (), 2) as together,
    count(*) over () as orders
from orders_order o
join companies_contract c on c.id = o.contract_id and c.currency = %(currency)s
cross join lateral (
    select sum(l.sum * (l.ordered - l.cancelled) / l.ordered) as sum from orders_line l where l.order_id = o.id
) s
where o.company_id = %(company)s and o.placed_at >= %(since)s
    and (%(until)s::timestamptz is null or o.placed_at <= %(until)s::timestamptz)
    and (o.placed_by_id = %(person)s::bigint and o.asked_by_id is null or o.cost_centre_id = %(centre)s::bigint)
order by o.placed_at desc, o.id desc
limit %(most)s
