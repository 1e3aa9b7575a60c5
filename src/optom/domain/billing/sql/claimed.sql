-- What the buyer has found wrong in a shipment, and what was answered.
select d.id, d.order_line_id as line, o.order_id as "order", p.article, p.name, n.name as unit, d.kind, d.quantity, d.note,
    d.at, t.name as told_by, a.agreed, a.back, a.text as answer, a.at as answered_at, u.name as answered_by,
    a.correction_id as correction
from shipping_discrepancy d
join orders_line o on o.id = d.order_line_id
join catalog_product p on p.id = o.product_id
join catalog_unit n on n.id = p.unit_id
left join accounts_user t on t.id = d.told_by_id
left join billing_claimanswer a on a.discrepancy_id = d.id
left join accounts_user u on u.id = a.by_id
where d.shipment_id = %(shipment)s
order by o.order_id, o.position, d.id
