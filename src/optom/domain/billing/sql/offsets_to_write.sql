-- What of advances has gone where, by the ledger until a moment, and is not written yet; what was written and is not so
-- any more comes first, with the sign against it. With all that is written of the invoice until now.
select coalesce(g.invoice, w.invoice) as invoice, coalesce(g.entry, w.entry) as entry,
    coalesce(g.amount, 0) - coalesce(w.amount, 0) as amount, v.vat_percent as percent,
    (select coalesce(sum(o.amount), 0) from billing_advanceoffset o where o.invoice_id = v.id) as written
from billing_advances_gone(%(contract)s::bigint, %(at)s) g
full join (
    select o.invoice_id as invoice, o.entry_id as entry, sum(o.amount) as amount
    from billing_advanceoffset o
    join billing_advanceinvoice v on v.id = o.invoice_id
    where v.contract_id = %(contract)s::bigint
    group by 1, 2
) w on w.invoice = g.invoice and w.entry = g.entry
join billing_advanceinvoice v on v.id = coalesce(g.invoice, w.invoice)
where coalesce(g.amount, 0) <> coalesce(w.amount, 0)
order by 1, 3, 2
