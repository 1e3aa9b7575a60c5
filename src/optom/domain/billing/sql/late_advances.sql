-- Invoices for advances that were due before a moment and have no paper.
select v.payment_id as payment, v.due_at
from billing_advanceinvoice v
where v.paper_id is null and v.due_at < %(before)s
order by v.due_at, v.id
limit %(most)s
