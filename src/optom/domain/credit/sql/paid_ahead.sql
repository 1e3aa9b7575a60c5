-- Payments that had come before goods left and settle their dispatch, and how much of each is for them. One that was taken
-- back since settles nothing, wherever the paper is issued late or anew.
select p.number, p."on", sum(a.amount) as amount
from credit_entry e
join credit_allocation a on a.item_entry_id = e.id
join credit_payment p on p.entry_id = a.payment_entry_id
join credit_entry m on m.id = p.entry_id and (m.at, m.id) < (e.at, e.id)
where e.contract_id = %(contract)s and e.kind = 'dispatch' and e.subject = %(subject)s and e."on" = %(on)s
group by p.id, p.number, p."on"
having sum(a.amount) > 0
order by p."on", p.id
