-- Invoices for advances that are due: each waits for its paper.
insert into billing_advanceinvoice (
    payment_id, contract_id, company_id, seller_id, due_at, "on", sum, vat, vat_percent, number
)
select g.payment, c.id, c.company_id, c.seller_id, g.due_at, g."on", g.sum, g.vat, g.percent, ''
from unnest(
    %(payments)s::bigint[], %(moments)s::timestamptz[], %(days)s::date[], %(sums)s::numeric[], %(vats)s::numeric[],
    %(percents)s::numeric[]
) with ordinality as g (payment, due_at, "on", sum, vat, percent, place)
join companies_contract c on c.id = %(contract)s
order by g.place
on conflict (payment_id) do nothing
