select l.id, l.order_line_id as line, o.order_id as "order", o.product_id as product, p.article, p.name,
    u.name as unit, l.quantity, l.sum, l.vat, o.vat_percent
from billing_invoiceline l
join orders_line o on o.id = l.order_line_id
join catalog_product p on p.id = o.product_id
join catalog_unit u on u.id = p.unit_id
where l.invoice_id = %(invoice)s
order by o.order_id, o.position
