-- What of advances has gone by the ledger, now and a while ago, and stands otherwise in the books of advances.
select coalesce(g.invoice, w.invoice) as invoice, coalesce(g.entry, w.entry) as entry, coalesce(g.amount, 0) as gone,
    coalesce(w.amount, 0) as written
from billing_advances_gone(null, %(at)s) g
full join (
    select o.invoice_id as invoice, o.entry_id as entry, sum(o.amount) as amount from billing_advanceoffset o group by 1, 2
) w on w.invoice = g.invoice and w.entry = g.entry
left join billing_advances_gone(null, %(before)s) b
    on b.invoice = coalesce(g.invoice, w.invoice) and b.entry = coalesce(g.entry, w.entry)
where coalesce(w.amount, 0) not in (coalesce(g.amount, 0), coalesce(b.amount, 0))
order by 1, 2
limit %(most)s
