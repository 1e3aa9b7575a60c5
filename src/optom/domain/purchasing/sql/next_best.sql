-- What of picked lines of an order is needed still, as its supplier has confirmed it, and the best that others offer of it.
select s.id, p.article, b.name as brand, u.name as unit, n.quantity as needed, s.confirmed_price, s.currency, v.name as supplier,
    t.quantity, t.price, t.currency as others_currency, t.landed, t.lead_days
from needed_line n
join purchasing_supplierline s on s.id = n.id and s.order_id = %(order)s
join catalog_product p on p.id = s.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join taken_need t on t.product_id = s.product_id
left join suppliers_supplier v on v.id = t.supplier_id
order by s.position
