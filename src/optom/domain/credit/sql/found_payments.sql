-- Payments of these contracts by number, by its beginning or by the sum; those of the contract where somebody asks first.
select p.id
from credit_payment p
where p.contract_id = any(%(contracts)s::bigint[])
    and (lower(p.number) like lower(%(beginning)s::text) or p.amount = %(sum)s::numeric)
order by lower(p.number) = lower(%(number)s) desc, p.contract_id = %(here)s desc, p."on" desc, p.id desc
limit %(most)s
