-- With what of each payment is still not allocated.
select p.id, p.contract_id as contract, p.company_id as company, p.entry_id as entry, p.key, p.number, p."on",
    p.amount, p.purpose, coalesce(-i.amount, 0) as unallocated, m.name as company_name,
    r.payment_id is not null as is_reversed, k.currency
from credit_payment p
left join companies_contract k on k.id = p.contract_id
left join companies_company m on m.id = p.company_id
left join credit_openitem i on i.entry_id = p.entry_id
left join credit_reversal r on r.payment_id = p.id
