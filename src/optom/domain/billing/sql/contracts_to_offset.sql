-- Contracts in which something of an advance has gone, or has come back, that is not written yet.
select distinct v.contract_id as contract
from billing_advances_gone(null, %(at)s) g
full join (
    select o.invoice_id as invoice, o.entry_id as entry, sum(o.amount) as amount from billing_advanceoffset o group by 1, 2
) w on w.invoice = g.invoice and w.entry = g.entry
join billing_advanceinvoice v on v.id = coalesce(g.invoice, w.invoice)
where coalesce(g.amount, 0) <> coalesce(w.amount, 0)
order by 1
