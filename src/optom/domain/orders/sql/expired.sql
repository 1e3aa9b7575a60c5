-- Lines whose reserve has run out, by contract; what a shipment has asked for stays, and what of an order that is wanted together
-- is there before the rest.
select contract_id, company_id, array_agg(id order by id) as lines
from (
    select l.id, l.contract_id, l.company_id from orders_line l
    where l.reserved > 0 and l.reserved_until <= %(at)s and l.reserved > l.requested
        and not exists (
            select from orders_order o where o.id = l.order_id and o.together_on is not null and o.whole_at is null
        )
    order by l.reserved_until
    limit %(limit)s
) l
group by contract_id, company_id
order by contract_id
