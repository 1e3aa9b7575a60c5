-- Payments that had come before goods left, and how much of each was for them.
select p.number, p."on", sum(a.amount) as amount
from credit_entry e
join credit_allocation a on a.item_entry_id = e.id and a.at <= e.at
join credit_payment p on p.entry_id = a.payment_entry_id
where e.contract_id = %(contract)s and e.kind = 'dispatch' and e.subject = %(subject)s and e."on" = %(on)s
group by p.id, p.number, p."on"
having sum(a.amount) > 0
order by p."on", p.id
