-- Where more money is kept for goods of invoices (of these contracts, or of all) than can still leave by them.
with kept as (
    select contract_id as contract, min(company_id) as company, subject, split_part(subject, ':', 2)::bigint as invoice, sum(amount) as amount
    from credit_earmark
    where %(contracts)s::bigint[] is null or contract_id = any(%(contracts)s::bigint[])
    group by contract_id, subject
)
select k.contract, k.company, k.subject, k.amount - coalesce(a.amount, 0) as amount
from kept k
left join billing_ahead(array(select invoice from kept)) a on a.invoice = k.invoice
where k.amount > coalesce(a.amount, 0)
order by k.contract, k.subject
