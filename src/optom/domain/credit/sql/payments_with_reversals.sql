select p.id, p.contract_id as contract, p.company_id as company, p.number, p.amount,
    exists (select from credit_reversal r where r.payment_id = p.id) as is_reversed
from credit_payment p
where p.id = any(%(payments)s::bigint[])
order by p.id
