insert into bank_assignment (document_id, contract_id, company_id, payment_id, basis, invoices, at, by_id)
select g.document, c.id, c.company_id, g.payment, g.basis,
    array(select i.invoice from unnest(%(invoice_documents)s::bigint[], %(invoices)s::bigint[]) as i (document, invoice)
        where i.document = g.document),
    %(at)s, %(actor)s
from unnest(%(documents)s::bigint[], %(contracts)s::bigint[], %(payments)s::bigint[], %(bases)s::text[])
    as g (document, contract, payment, basis)
join companies_contract c on c.id = g.contract
order by g.document
