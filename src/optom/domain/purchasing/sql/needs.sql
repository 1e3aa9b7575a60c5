-- What is short, and whose offer is the best.
select n.product_id as id, p.article, b.name as brand, p.name, u.name as unit, n.waiting, n.minimum, n.forecast, n.safety,
    n.free, n.coming, n.ordered, n.quantity, s.name as supplier, n.landed, n.to_order,
    round(n.to_order * n.landed, 2) as sum, n.measured_at
from purchasing_need n
left join catalog_product p on p.id = n.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join suppliers_offer o on o.id = n.offer_id
left join suppliers_supplier s on s.id = o.supplier_id
