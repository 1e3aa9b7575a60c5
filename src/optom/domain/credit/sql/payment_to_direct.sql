select p.id, p.entry_id as entry, p.number, p.amount, e.at,
    exists (select from credit_reversal r where r.payment_id = p.id) as is_reversed
from credit_payment p
join credit_entry e on e.id = p.entry_id
where p.id = %(payment)s and p.contract_id = %(contract)s
