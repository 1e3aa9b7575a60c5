insert into billing_advanceoffset (invoice_id, entry_id, company_id, amount, vat, at)
select g.invoice, g.entry, v.company_id, g.amount, g.vat, %(at)s
from unnest(%(invoices)s::bigint[], %(entries)s::bigint[], %(amounts)s::numeric[], %(vats)s::numeric[])
    with ordinality as g (invoice, entry, amount, vat, place)
join billing_advanceinvoice v on v.id = g.invoice
order by g.place
