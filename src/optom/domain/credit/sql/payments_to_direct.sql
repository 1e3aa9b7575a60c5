-- Payments of a contract entered since a moment that stand, newest first.
select p.id, p.number, p."on", p.amount, e.at
from credit_payment p
join credit_entry e on e.id = p.entry_id
where p.contract_id = %(contract)s and e.at >= %(since)s
    and not exists (select from credit_reversal r where r.payment_id = p.id)
order by p.id desc
limit %(most)s
