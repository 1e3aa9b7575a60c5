-- Orders that wait for the word of a supplier.
select o.id, o.sent_at, (select count(*) from purchasing_supplierline l where l.order_id = o.id) as lines
from purchasing_supplierorder o
where o.supplier_id = %(supplier)s and o.state = 'sent'
order by o.id
