-- What was ordered since a moment and not cancelled; what of all orders is held or waits, and what is quoted: at its price
-- whatever happens.
-- ``quantity`` is what the price goes by, ``counted`` what is added up, ``valued_on`` the day of the rate.
select 'sold' as kind, l.contract_id, l.company_id, l.product_id, l.ordered - l.cancelled as quantity,
    l.ordered - l.cancelled as counted, l.ordered, l.sum - l.vat as net,
    (coalesce(l.ordered_at, o.placed_at) at time zone %(zone)s)::date as valued_on
from orders_order o
join orders_line l on l.order_id = o.id
where o.placed_at >= %(since)s and l.ordered > l.cancelled
union all
select 'sold', l.contract_id, l.company_id, l.product_id, l.ordered - l.cancelled, l.ordered - l.cancelled, l.ordered,
    l.sum - l.vat, (l.ordered_at at time zone %(zone)s)::date
from orders_line l
join orders_order o on o.id = l.order_id
where l.ordered_at >= %(since)s and o.placed_at < %(since)s and l.ordered > l.cancelled
union all
select k.kind, l.contract_id, l.company_id, l.product_id, l.ordered - l.cancelled, k.counted, l.ordered, l.sum - l.vat, %(today)s
from orders_line l
cross join lateral (
    values ('reserve', l.reserved), ('waiting', l.ordered - l.reserved - l.shipped - l.cancelled)
) k(kind, counted)
where l.shipped < l.ordered and k.counted > 0
union all
select 'quoted', q.contract_id, q.company_id, l.product_id, l.quantity, l.quantity, l.quantity, l.sum - l.vat, %(today)s
from quotes_quote q
join quotes_quoteline l on l.quote_id = q.id
where q.valid_until > %(at)s and q.issued_at <= %(at)s
    and not exists (select from quotes_acceptance a where a.quote_id = q.id)
