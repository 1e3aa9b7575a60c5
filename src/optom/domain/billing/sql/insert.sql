with invoice as (
    insert into billing_invoice (
        contract_id, company_id, seller_id, order_id, shipment_id, paper_id, key, number, issued_at, issued_by_id, valid_until,
        sum, vat
    )
    values (
        %(contract)s, %(company)s, %(seller)s, %(order)s, %(shipment)s, %(paper)s, %(key)s, %(number)s, %(at)s,
        %(actor)s, %(valid_until)s, %(sum)s, %(vat)s
    )
    returning id
),
line as (
    insert into billing_invoiceline (invoice_id, company_id, order_line_id, quantity, sum, vat)
    select i.id, %(company)s, l.line, l.quantity, l.sum, l.vat
    from invoice i
    cross join unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(sums)s::numeric[], %(vats)s::numeric[])
        as l (line, quantity, sum, vat)
)
select id from invoice
