-- An order to a supplier.
select o.id, s.name as supplier, w.name as warehouse, o.state, o.created_at, o.sent_at, o.confirmed_at,
    coalesce(a.email, '') as email
from purchasing_supplierorder o
join suppliers_supplier s on s.id = o.supplier_id
join stock_warehouse w on w.id = o.warehouse_id
left join purchasing_agreement a on a.supplier_id = o.supplier_id
where o.id = %(order)s
