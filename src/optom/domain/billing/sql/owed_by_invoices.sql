-- What is open of the debts of what left by invoices (by their numbers here or those of their papers), and how much of each
-- left by each. An invoice for a shipment means that one alone.
select i.id as invoice, o.entry_id as entry, least(sum(s.sum), o.amount) as amount
from billing_invoice i
join credit_openitem o on o.contract_id = i.contract_id and o.amount > 0
join credit_entry e on e.id = o.entry_id and e.kind = 'dispatch'
join billing_invoiceline l on l.invoice_id = i.id
join shipping_shipmentline s on s.order_line_id = l.order_line_id
    and (i.shipment_id is null or i.shipment_id = s.shipment_id)
    and e.subject = 'shipping.shipment:' || s.shipment_id
where i.id = any(%(invoices)s::bigint[])
    or i.paper_id = any(%(papers)s::bigint[]) and i.contract_id = %(contract)s::bigint
group by i.id, o.entry_id
having sum(s.sum) > 0
order by i.id, o.entry_id
