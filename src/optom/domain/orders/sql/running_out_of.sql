-- Contracts with reserves that run out before a moment and of which nobody has been told.
select distinct contract_id as contract, company_id as company
from orders_line
where reserved > 0 and reserved_until > %(at)s and reserved_until <= %(before)s and reserved > requested
    and warned_until is distinct from reserved_until
    and not exists (
        select from orders_order o where o.id = order_id and o.together_on is not null and o.whole_at is null
    )
order by contract_id
