-- The invoices for advances that a dispatch has offset, the oldest first. What fell due when the goods had left was no
-- advance for them, though its money settles them now in place of a payment that was taken back.
select v.number, v."on", sum(o.amount) as amount
from credit_entry e
join billing_advanceoffset o on o.entry_id = e.id
join billing_advanceinvoice v on v.id = o.invoice_id and v.paper_id is not null and v.due_at < e.at
where e.contract_id = %(contract)s and e.kind = 'dispatch' and e.subject = %(subject)s and e."on" = %(on)s
group by v.id
having sum(o.amount) > 0
order by v.due_at, v.id
