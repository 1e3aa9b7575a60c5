-- The invoices that each document may pay: those whose numbers its purpose names, those of its sum, of the payer's
-- contracts first and some of others. One is paid where a document was given to it.
with found as (
    select n.document, i.id
    from unnest(%(named_documents)s::bigint[], %(named_sellers)s::bigint[], %(named_numbers)s::text[])
        as n (document, seller, number)
    join billing_invoice i on i.seller_id = n.seller and i.number = n.number
    union
    select o.document, i.id
    from unnest(%(own_documents)s::bigint[], %(own_contracts)s::bigint[], %(own_amounts)s::numeric[])
        as o (document, contract, amount)
    join billing_invoice i on i.contract_id = o.contract and i.sum = o.amount
    union
    select g.document, i.id
    from unnest(%(documents)s::bigint[], %(sellers)s::bigint[], %(amounts)s::numeric[]) as g (document, seller, amount)
    cross join lateral (
        select id from billing_invoice where seller_id = g.seller and sum = g.amount order by id desc limit 3
    ) i
)
select f.document, i.id, i.number, i.issued_at, i.contract_id as contract, i.sum,
    exists (
        select from bank_assignment a
        where a.contract_id = i.contract_id and i.id = any(a.invoices)
            and not exists (select from bank_undoing u where u.assignment_id = a.id)
    ) as is_paid
from found f
join billing_invoice i on i.id = f.id
order by f.document, i.id
