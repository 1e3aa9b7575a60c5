select i.id, i.contract_id as contract, i.company_id as company, i.seller_id as seller, i.order_id as "order",
    i.shipment_id as shipment, i.paper_id as paper, i.number, i.issued_at, u.name as issued_by, i.valid_until, i.sum, i.vat,
    (select count(*) from billing_invoiceline l where l.invoice_id = i.id) as lines
from billing_invoice i
left join accounts_user u on u.id = i.issued_by_id
