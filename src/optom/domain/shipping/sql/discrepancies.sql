-- What buyers found when they counted, with what it was about.
select x.id, x.shipment_id as shipment, s.contract_id as contract, c.name as company_name, w.name as warehouse_name,
    x.order_line_id as line, l.order_id as "order", p.article, p.name, n.name as unit, x.kind, x.quantity,
    sl.dispatched, x.note, x.at, u.name as told_by, s.delivery_note_id as delivery_note,
    d.number as delivery_note_number
from shipping_discrepancy x
left join shipping_shipment s on s.id = x.shipment_id
left join shipping_shipmentline sl on sl.shipment_id = x.shipment_id and sl.order_line_id = x.order_line_id
left join companies_company c on c.id = x.company_id
left join stock_warehouse w on w.id = s.warehouse_id
left join orders_line l on l.id = x.order_line_id
left join catalog_product p on p.id = l.product_id
left join catalog_unit n on n.id = p.unit_id
left join documents_paper d on d.id = s.delivery_note_id
left join accounts_user u on u.id = x.told_by_id
