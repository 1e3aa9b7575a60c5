select l.order_line_id as line, i.id as invoice, i.paper_id as paper, p.title, p.number,
    p.issued_at, i.sum, l.quantity, l.sum as cost
from billing_invoiceline l
join billing_invoice i on i.id = l.invoice_id
join documents_paper p on p.id = i.paper_id
where i.contract_id = %(contract)s and l.order_line_id = any(%(lines)s::bigint[])
order by l.order_line_id, i.id desc
